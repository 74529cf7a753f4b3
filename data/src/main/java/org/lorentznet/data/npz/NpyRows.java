package org.lorentznet.data.npz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.errors.FileFormatException;

/** The rows of an array in C order, as they come from the file. */
final class NpyRows implements RowSource {
  /** Bytes of a row: beyond what any jet has. */
  private static final long LARGEST_ROW = 1L << 30;

  private final ReadableFile file;
  private final String name;
  private final NpyHeader header;
  private final NpyElements elements;
  private final int rowBytes;
  private InputStream in;
  private long nextRow;
  private byte[] rows = {};

  NpyRows(ReadableFile file, String name, NpyHeader header, NpyElements elements) {
    this.file = file;
    this.name = name;
    this.header = header;
    this.elements = elements;
    rowBytes = rowBytes(file, name, header);
  }

  /**
   * Bytes of a row.
   *
   * @throws FileFormatException where they do not fit into memory
   */
  static int rowBytes(ReadableFile file, String name, NpyHeader header) {
    long bytes = Math.multiplyExact(header.perRow(), (long) header.type().bytes());
    if (bytes < 1 || bytes > LARGEST_ROW) {
      throw new FileFormatException(
          file,
          "array '"
              + name
              + "' has the shape "
              + header.shapeText()
              + ", rows of at most 1 GiB expected");
    }
    return (int) bytes;
  }

  @Override
  public ByteBuffer next(int count) {
    return file.reading(NpzFile.FORMAT, () -> read(count));
  }

  private ByteBuffer read(int count) throws IOException {
    int bytes = Math.multiplyExact(count, rowBytes);
    if (in == null) {
      in = elements.from(nextRow * rowBytes);
    }
    if (rows.length < bytes) {
      rows = new byte[bytes];
    }
    if (in.readNBytes(rows, 0, bytes) < bytes) {
      throw new FileFormatException(
          file,
          "array '"
              + name
              + "' is truncated: its shape is "
              + header.shapeText()
              + ", fewer found");
    }
    nextRow += count;
    if (nextRow == header.rows()) {
      // Whatever is wrong with the whole array shows at its end.
      in.transferTo(OutputStream.nullOutputStream());
    }
    return ByteBuffer.wrap(rows, 0, bytes).slice();
  }

  @Override
  public boolean seekable() {
    return elements.seekable();
  }

  @Override
  public void seek(long row) {
    file.reading(
        NpzFile.FORMAT,
        () -> {
          if (in != null) {
            in.close();
            in = null;
          }
          nextRow = row;
          return null;
        });
  }
}
