package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.errors.FileFormatException;

/**
 * The rows of a data set along its first dimension, read in order. Of a chunked data set one band
 * of chunks is in memory at a time, each unpacked once.
 */
final class DatasetRows implements RowSource {
  /** Bytes of a band: beyond what any writer's defaults make. */
  private static final long LARGEST_BAND = 1L << 30;

  private final ReadableFile file;
  private final Dataset dataset;
  private final long[] dimensions;
  private final int elementBytes;
  private final int rowBytes;

  private final ChunkFilters filters;
  private final int[] chunk;
  private final ByteBuffer contiguous;

  private long nextRow;
  private byte[] band = {};
  private int bandAt;

  /**
   * @throws FileFormatException where chunks are too large, or went through an unsupported filter
   */
  DatasetRows(Hdf5File hdf, Dataset dataset) {
    file = hdf.file();
    this.dataset = dataset;
    dimensions = dataset.getDimensionsAsLong();
    elementBytes = dataset.getDataType().getSize();
    rowBytes = rowBytes(file, dataset);
    if (dimensions[0] > file.size() * ChunkFilters.HIGHEST_RATIO / rowBytes) {
      throw new FileFormatException(
          file,
          "damaged: data set "
              + dataset.getPath()
              + " declares "
              + dimensions[0]
              + " rows of "
              + rowBytes
              + " bytes, more than the file can hold");
    }
    switch (dataset) {
      case ChunkedDataset chunked -> {
        filters = ChunkFilters.of(file, dataset);
        chunk = chunked.getChunkDimensions();
        contiguous = null;
        requireChunkSizes();
      }
      case ContiguousDataset plain -> {
        filters = null;
        chunk = null;
        contiguous = dimensions[0] == 0 ? ByteBuffer.allocate(0) : plain.getBuffer();
      }
      default ->
          throw new FileFormatException(
              file,
              "data set "
                  + dataset.getPath()
                  + " is stored as "
                  + dataset.getDataLayout()
                  + ", chunked or contiguous expected");
    }
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
    if (dimensions.length == 0 || dimensions[0] < 0 || bytes <= 0 || bytes > LARGEST_BAND) {
      throw new FileFormatException(
          file,
          "data set "
              + dataset.getPath()
              + " has the shape "
              + java.util.Arrays.toString(dimensions)
              + ", rows of at most 1 GiB expected");
    }
    return (int) bytes;
  }

  private void requireChunkSizes() {
    long bytes = elementBytes;
    boolean good = chunk.length == dimensions.length;
    for (int d = 0; good && d < chunk.length; d++) {
      good = chunk[d] > 0;
      bytes = Math.multiplyExact(bytes, Math.max(1, chunk[d]));
    }
    long bandBytes =
        Math.multiplyExact((long) rowBytes, good ? Math.min(chunk[0], dimensions[0]) : 1);
    if (!good || bytes > LARGEST_BAND || bandBytes > LARGEST_BAND) {
      throw new FileFormatException(
          file,
          "data set "
              + dataset.getPath()
              + " has chunks of the shape "
              + java.util.Arrays.toString(chunk)
              + ", rows of chunks of at most 1 GiB expected");
    }
  }

  /** Number of rows. */
  long rows() {
    return dimensions[0];
  }

  @Override
  public byte[] next(int rows) {
    return file.reading(Hdf5File.FORMAT, () -> read(rows));
  }

  private byte[] read(int rows) throws DataFormatException {
    byte[] bytes = new byte[Math.multiplyExact(rows, rowBytes)];
    if (contiguous != null) {
      contiguous.get(bytes);
      return bytes;
    }
    int done = 0;
    while (done < bytes.length) {
      if (bandAt == band.length) {
        band = readBand();
        bandAt = 0;
      }
      int count = Math.min(bytes.length - done, band.length - bandAt);
      System.arraycopy(band, bandAt, bytes, done, count);
      done += count;
      bandAt += count;
    }
    return bytes;
  }

  private byte[] readBand() throws DataFormatException {
    int rows = (int) Math.min(chunk[0], dimensions[0] - nextRow);
    byte[] bytes = new byte[Math.multiplyExact(rows, rowBytes)];
    int[] corner = new int[chunk.length];
    corner[0] = Math.toIntExact(nextRow);
    do {
      ByteBuffer raw = ((ChunkedDataset) dataset).getRawChunkBuffer(corner);
      place(filters.decode(raw, chunkBytes()), corner, rows, bytes);
    } while (advance(corner));
    nextRow += rows;
    return bytes;
  }

  private int chunkBytes() {
    int bytes = elementBytes;
    for (int size : chunk) {
      bytes *= size;
    }
    return bytes;
  }

  /** Steps to the next chunk of the band; false behind the last. */
  private boolean advance(int[] corner) {
    for (int d = chunk.length - 1; d > 0; d--) {
      corner[d] += chunk[d];
      if (corner[d] < dimensions[d]) {
        return true;
      }
      corner[d] = 0;
    }
    return false;
  }

  /** Copies the part of a chunk that lies inside the data set to its place in the band. */
  private void place(byte[] from, int[] corner, int rows, byte[] to) {
    int last = chunk.length - 1;
    int[] index = new int[chunk.length];
    int runLength =
        last == 0
            ? rows * elementBytes
            : (int) Math.min(chunk[last], dimensions[last] - corner[last]) * elementBytes;
    int fromRun = last == 0 ? runLength : chunk[last] * elementBytes;
    int fromAt = 0;
    while (true) {
      boolean inside = true;
      long element = 0;
      for (int d = 0; d <= last; d++) {
        long position = d == 0 ? index[0] : corner[d] + (long) index[d];
        inside &= d == 0 ? position < rows : position < dimensions[d];
        element = (d == 0 ? 0 : element * dimensions[d]) + position;
      }
      if (inside) {
        System.arraycopy(from, fromAt, to, (int) (element * elementBytes), runLength);
      }
      fromAt += fromRun;
      int d = last - 1;
      while (d >= 0 && ++index[d] == chunk[d]) {
        index[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }
}
