package org.lorentznet.data.npz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.errors.FileFormatException;

/**
 * The rows of an array in Fortran order, in which the first index runs fastest: the numbers of a
 * row lie far apart, the same numbers of neighbouring rows together. The array is unpacked as a
 * whole, to memory if it is small, else to a temporary file, and turned a few rows at a time.
 */
final class FortranRows implements RowSource {
  /** What is unpacked to memory, bytes. */
  private static final long SMALL = 1L << 26;

  private static final int ELEMENTS_AT_A_TIME = 16;

  private final ReadableFile file;
  private final String name;
  private final NpyHeader header;
  private final NpyElements packed;
  private final Arena arena;
  private final int rowBytes;
  private MemorySegment whole;
  private long nextRow;
  private byte[] rows = {};

  /**
   * @param arena as long as which rows can be read
   */
  FortranRows(ReadableFile file, String name, NpyHeader header, NpyElements packed, Arena arena) {
    this.file = file;
    this.name = name;
    this.header = header;
    this.packed = packed;
    this.arena = arena;
    rowBytes = NpyRows.rowBytes(file, name, header);
  }

  @Override
  public ByteBuffer next(int count) {
    return file.reading(NpzFile.FORMAT, () -> read(count));
  }

  private ByteBuffer read(int count) throws IOException {
    if (whole == null) {
      whole = unpacked();
    }
    int bytes = Math.multiplyExact(count, rowBytes);
    if (rows.length < bytes) {
      rows = new byte[bytes];
    }
    RowRanges.forEach(
        (int) header.perRow(),
        ELEMENTS_AT_A_TIME,
        (from, to) -> {
          for (int element = from; element < to; element++) {
            turn(element, count);
          }
        });
    nextRow += count;
    return ByteBuffer.wrap(rows, 0, bytes).slice();
  }

  /** Puts one number of each row in its place. */
  private void turn(int element, int count) {
    int bytes = header.type().bytes();
    ByteBuffer from =
        whole.asSlice((place(element) + nextRow) * bytes, (long) count * bytes).asByteBuffer();
    ByteBuffer to = ByteBuffer.wrap(rows);
    int at = element * bytes;
    for (int row = 0; row < count; row++, at += rowBytes) {
      switch (bytes) {
        case 1 -> to.put(at, from.get(row));
        case 2 -> to.putShort(at, from.getShort(2 * row));
        case 4 -> to.putInt(at, from.getInt(4 * row));
        default -> to.putLong(at, from.getLong(8 * row));
      }
    }
  }

  /** Numbers before the first row's element, counted in C order, in Fortran order. */
  private long place(int element) {
    List<Long> shape = header.shape();
    long[] index = new long[shape.size()];
    long rest = element;
    for (int d = shape.size() - 1; d > 0; d--) {
      index[d] = rest % shape.get(d);
      rest /= shape.get(d);
    }
    long place = 0;
    long stride = header.rows();
    for (int d = 1; d < shape.size(); d++) {
      place += index[d] * stride;
      stride *= shape.get(d);
    }
    return place;
  }

  private MemorySegment unpacked() throws IOException {
    long bytes = header.bytes();
    try (InputStream in = packed.from(0)) {
      MemorySegment unpacked =
          bytes <= SMALL
              ? MemorySegment.ofArray(in.readNBytes((int) bytes))
              : toTemporaryFile(in, bytes);
      if (unpacked.byteSize() < bytes) {
        throw new FileFormatException(
            file,
            "array '"
                + name
                + "' is truncated: its shape is "
                + header.shapeText()
                + ", fewer found");
      }
      in.transferTo(OutputStream.nullOutputStream());
      return unpacked;
    }
  }

  private MemorySegment toTemporaryFile(InputStream in, long bytes) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    Path temporary = Files.createTempFile(folder, "lorentznet-", ".array");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      channel.transferFrom(Channels.newChannel(in), 0, bytes);
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw new IOException(
          "array '"
              + name
              + "', in Fortran order, could not be unpacked to "
              + folder
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public boolean seekable() {
    return true;
  }

  @Override
  public void seek(long row) {
    nextRow = row;
  }
}
