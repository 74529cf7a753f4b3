package org.lorentznet.data.npz;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.errors.FileFormatException;

/** The rows of an array, streamed where they lie in order. */
final class NpyRows implements RowSource, AutoCloseable {
  private static final int STEP = 1 << 20;

  private final ReadableFile file;
  private final String name;
  private final NpyHeader header;
  private final InputStream in;
  private final int rowBytes;
  private byte[] whole;
  private long nextRow;

  /**
   * @param in at the first element
   */
  NpyRows(ReadableFile file, String name, NpyHeader header, InputStream in) {
    this.file = file;
    this.name = name;
    this.header = header;
    this.in = in;
    long bytes = Math.multiplyExact(header.perRow(), (long) header.type().bytes());
    boolean fits = !header.fortranOrder() || header.bytes() <= Integer.MAX_VALUE - STEP;
    if (bytes < 1 || bytes > 1L << 30 || !fits) {
      throw new FileFormatException(
          file,
          "array '"
              + name
              + "' has the shape "
              + header.shapeText()
              + (fits
                  ? ", rows of at most 1 GiB expected"
                  : " in Fortran order, too large to turn; save it in C order"));
    }
    rowBytes = (int) bytes;
  }

  @Override
  public byte[] next(int rows) {
    return file.reading(
        NpzFile.FORMAT,
        () -> {
          int length = Math.multiplyExact(rows, rowBytes);
          byte[] bytes = header.fortranOrder() ? turned(rows) : readFully(length);
          nextRow += rows;
          return bytes;
        });
  }

  /** Reads step by step, so that memory follows what is there, not what is claimed. */
  private byte[] readFully(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new FileFormatException(
          file,
          "array '"
              + name
              + "' is truncated: its shape is "
              + header.shapeText()
              + ", fewer found");
    }
    return bytes;
  }

  private byte[] turned(int rows) throws IOException {
    if (whole == null) {
      whole = readFully((int) header.bytes());
    }
    int elementBytes = header.type().bytes();
    int perRow = (int) header.perRow();
    byte[] bytes = new byte[rows * rowBytes];
    List<Long> shape = header.shape();
    for (int element = 0; element < perRow; element++) {
      // The element's indices in C order, and with them its place in Fortran order.
      long rest = element;
      long stride = header.rows();
      long place = 0;
      long[] index = new long[shape.size()];
      for (int d = shape.size() - 1; d > 0; d--) {
        index[d] = rest % shape.get(d);
        rest /= shape.get(d);
      }
      for (int d = 1; d < shape.size(); d++) {
        place += index[d] * stride;
        stride *= shape.get(d);
      }
      for (int row = 0; row < rows; row++) {
        int from = (int) ((nextRow + row + place) * elementBytes);
        System.arraycopy(whole, from, bytes, row * rowBytes + element * elementBytes, elementBytes);
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
