package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.data.file.Unfolding;
import org.lorentznet.errors.FileFormatException;

/**
 * The rows of a data set along its first dimension, read in order, whatever way it is stored.
 * Memory holds the rows asked for, and of a chunked data set at most one row of chunks more.
 */
final class DatasetRows implements RowSource {
  private static final int ROWS_AT_A_TIME = 256;

  /** Bytes that may be unpacked for the sake of some rows among them. */
  private static final long LARGEST_BAND = 1L << 26;

  private final ReadableFile file;
  private final long count;
  private final int rowBytes;

  /** One of these is null. */
  private final ChunkedRows chunked;

  private final MemorySegment plain;
  private long nextRow;
  private byte[] copy = {};

  /**
   * @throws FileFormatException where rows or chunks are too large, or went through an unsupported
   *     filter
   */
  DatasetRows(Hdf5File hdf, Dataset dataset) {
    file = hdf.file();
    rowBytes = rowBytes(file, dataset);
    count = dataset.getDimensionsAsLong()[0];
    if (!Unfolding.plausible(Math.multiplyExact(count, rowBytes), file.size())) {
      throw new FileFormatException(
          file,
          "damaged: data set "
              + dataset.getPath()
              + " declares "
              + count
              + " rows of "
              + rowBytes
              + " bytes, more than the file can hold");
    }
    chunked =
        dataset instanceof ChunkedDataset chunks ? new ChunkedRows(hdf, chunks, rowBytes) : null;
    plain = chunked == null ? plain(hdf, dataset) : null;
  }

  /**
   * Bytes of a row of a data set.
   *
   * @throws FileFormatException where they do not fit into memory
   */
  static int rowBytes(ReadableFile file, Dataset dataset) {
    long[] dimensions = dataset.getDimensionsAsLong();
    long bytes = dataset.getDataType().getSize();
    for (int d = 1; d < dimensions.length; d++) {
      bytes = Math.multiplyExact(bytes, dimensions[d]);
    }
    if (dimensions.length == 0 || dimensions[0] < 0 || bytes <= 0 || bytes > ChunkedRows.LARGEST) {
      throw new FileFormatException(
          file,
          "data set "
              + dataset.getPath()
              + " has the shape "
              + Arrays.toString(dimensions)
              + ", rows of at most 1 GiB expected");
    }
    return (int) bytes;
  }

  /** The bytes of a data set that lies in one piece. */
  private MemorySegment plain(Hdf5File hdf, Dataset dataset) {
    long bytes = count * rowBytes;
    return switch (dataset) {
      case ContiguousDataset contiguous when contiguous.getDataAddress() == Chunks.NOWHERE ->
          unwritten(hdf, dataset);
      case ContiguousDataset contiguous -> hdf.bytes(contiguous.getDataAddress(), bytes);
      case CompactDataset compact ->
          MemorySegment.ofBuffer(compact.getDataBuffer().rewind()).asSlice(0, bytes);
      default ->
          throw new FileFormatException(
              file,
              "data set "
                  + dataset.getPath()
                  + " is stored as "
                  + dataset.getDataLayout()
                  + ", chunked, contiguous or compact expected");
    };
  }

  /** A data set that nothing was written to. */
  private MemorySegment unwritten(Hdf5File hdf, Dataset dataset) {
    byte[] bytes = new byte[Math.toIntExact(count * rowBytes)];
    Chunks.fill(Chunks.unwritten(hdf.storage(), dataset), bytes, bytes.length);
    return MemorySegment.ofArray(bytes);
  }

  /** Number of rows. */
  long rows() {
    return count;
  }

  @Override
  public ByteBuffer next(int rows) {
    return file.reading(Hdf5File.FORMAT, () -> read(rows));
  }

  private ByteBuffer read(int rows) {
    if (chunked != null) {
      return chunked.read(rows);
    }
    int bytes = Math.multiplyExact(rows, rowBytes);
    if (copy.length < bytes) {
      copy = new byte[bytes];
    }
    long start = nextRow * rowBytes;
    MemorySegment to = MemorySegment.ofArray(copy);
    // Copied, since code that reads from arrays and from mapped files alike is slow at both.
    RowRanges.forEach(
        rows,
        ROWS_AT_A_TIME,
        (from, end) ->
            MemorySegment.copy(
                plain,
                start + (long) from * rowBytes,
                to,
                (long) from * rowBytes,
                (long) (end - from) * rowBytes));
    nextRow += rows;
    return ByteBuffer.wrap(copy, 0, bytes).slice();
  }

  @Override
  public boolean seekable() {
    return chunked == null || chunked.bandBytes() <= LARGEST_BAND;
  }

  @Override
  public void seek(long row) {
    nextRow = row;
    if (chunked != null) {
      chunked.seek(row);
    }
  }
}
