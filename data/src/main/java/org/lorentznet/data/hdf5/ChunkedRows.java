package org.lorentznet.data.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.DataFormatException;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.errors.FileFormatException;

/**
 * The rows of a chunked data set, read in order. Chunks of the same rows are a band; each chunk is
 * unpacked once, on all processors. Of a band that is wanted in parts, the rest is kept.
 */
final class ChunkedRows {
  /** Bytes of a chunk or a band: beyond what any writer's defaults make. */
  static final long LARGEST = 1L << 30;

  private final Hdf5File hdf;
  private final String path;
  private final long[] shape;
  private final int rowBytes;
  private final int elementBytes;
  private final Chunks chunks;
  private final ChunkFilters filters;
  private final ChunkPlacement placement;
  private final int chunksPerBand;
  private final ConcurrentLinkedQueue<ChunkBuffers> buffers = new ConcurrentLinkedQueue<>();

  private long nextRow;
  private byte[] rows = {};

  /** Rows of the band kept, from {@code bandFirst} on. */
  private byte[] band = {};

  private long bandFirst;
  private int bandRows;

  /**
   * @throws FileFormatException where chunks are too large, or went through an unsupported filter
   */
  ChunkedRows(Hdf5File hdf, ChunkedDataset dataset, int rowBytes) {
    this.hdf = hdf;
    this.rowBytes = rowBytes;
    path = dataset.getPath();
    shape = dataset.getDimensionsAsLong();
    elementBytes = dataset.getDataType().getSize();
    int[] chunk = dataset.getChunkDimensions();
    filters = ChunkFilters.of(hdf.file(), dataset, chunkBytes(chunk));
    chunks = Chunks.of(hdf, dataset);
    placement = new ChunkPlacement(shape, chunk, elementBytes);
    int perBand = 1;
    for (int d = 1; d < chunk.length; d++) {
      perBand = Math.multiplyExact(perBand, Math.ceilDiv((int) shape[d], chunk[d]));
    }
    chunksPerBand = perBand;
  }

  private int chunkBytes(int[] chunk) {
    long bytes = elementBytes;
    boolean good = chunk.length == shape.length;
    for (int d = 0; good && d < chunk.length; d++) {
      good = chunk[d] > 0;
      bytes = Math.multiplyExact(bytes, Math.max(1, chunk[d]));
    }
    long bandBytes = good ? Math.multiplyExact((long) rowBytes, Math.min(chunk[0], shape[0])) : 0;
    if (!good || bytes > LARGEST || bandBytes > LARGEST) {
      throw new FileFormatException(
          hdf.file(),
          "data set "
              + path
              + " has chunks of the shape "
              + Arrays.toString(chunk)
              + ", rows of chunks of at most 1 GiB expected");
    }
    return (int) bytes;
  }

  void seek(long row) {
    nextRow = row;
  }

  /** Reads the next rows, end to end. */
  ByteBuffer read(int count) {
    int bytes = Math.multiplyExact(count, rowBytes);
    if (rows.length < bytes) {
      rows = new byte[bytes];
    }
    int done = 0;
    while (done < count) {
      done += read(count - done, done * rowBytes);
    }
    return ByteBuffer.wrap(rows, 0, bytes).slice();
  }

  /** Reads some of the rows wanted to their place; gives how many. */
  private int read(int wanted, int at) {
    int chunkRows = chunks.shape()[0];
    int count;
    if (nextRow >= bandFirst && nextRow < bandFirst + bandRows) {
      int from = (int) (nextRow - bandFirst);
      count = Math.min(wanted, bandRows - from);
      System.arraycopy(band, from * rowBytes, rows, at, count * rowBytes);
    } else if (nextRow % chunkRows == 0 && wanted >= rowsOfBand()) {
      // Bands that are wanted whole go straight to their places, all their chunks at once.
      count = nextRow + wanted == shape[0] ? wanted : wanted / chunkRows * chunkRows;
      unpack(nextRow, count, rows, at);
    } else {
      bandFirst = nextRow / chunkRows * chunkRows;
      bandRows = 0;
      int bandBytes = (int) Math.min(chunkRows, shape[0] - bandFirst) * rowBytes;
      if (band.length < bandBytes) {
        band = new byte[bandBytes];
      }
      unpack(bandFirst, bandBytes / rowBytes, band, 0);
      bandRows = bandBytes / rowBytes;
      return 0;
    }
    nextRow += count;
    return count;
  }

  /** Bytes of a band: they are unpacked together. */
  long bandBytes() {
    return Math.min(chunks.shape()[0], shape[0]) * rowBytes;
  }

  private int rowsOfBand() {
    return (int) Math.min(chunks.shape()[0], shape[0] - nextRow);
  }

  /** Unpacks whole bands. */
  private void unpack(long first, int count, byte[] to, int toAt) {
    int numbers = Math.multiplyExact(Math.ceilDiv(count, chunks.shape()[0]), chunksPerBand);
    RowRanges.forEach(numbers, 1, (number, end) -> unpack(number, first, count, to, toAt));
  }

  private void unpack(int number, long first, int count, byte[] to, int toAt) {
    long[] corner = new long[shape.length];
    int rest = number;
    for (int d = shape.length - 1; d > 0; d--) {
      int across = Math.ceilDiv((int) shape[d], chunks.shape()[d]);
      corner[d] = (long) (rest % across) * chunks.shape()[d];
      rest /= across;
    }
    int firstRow = rest * chunks.shape()[0];
    corner[0] = first + firstRow;
    int rowsHere = Math.min(count - firstRow, chunks.shape()[0]);
    ChunkBuffers room = buffers.poll();
    if (room == null) {
      room = new ChunkBuffers();
    }
    try {
      byte[] chunk = content(corner, room);
      placement.place(chunk, corner, rowsHere, to, toAt + firstRow * rowBytes);
    } catch (DataFormatException | IndexOutOfBoundsException e) {
      throw new FileFormatException(
          hdf.file(),
          "damaged: the chunk at "
              + Arrays.toString(corner)
              + " of data set "
              + path
              + ": "
              + e.getMessage(),
          e);
    } finally {
      buffers.add(room);
    }
  }

  private byte[] content(long[] corner, ChunkBuffers room) throws DataFormatException {
    Chunks.Stored stored = chunks.at(corner);
    if (stored != null) {
      return filters.decode(stored, room);
    }
    byte[] filled = room.current(filters.chunkBytes());
    chunks.fill(filled, filters.chunkBytes());
    return filled;
  }
}
