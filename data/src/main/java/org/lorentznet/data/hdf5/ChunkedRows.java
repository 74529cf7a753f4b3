package org.lorentznet.data.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.lorentznet.errors.FileFormatException;

/**
 * The rows of a chunked data set, read in order. Chunks of the same rows are a band; each chunk is
 * unpacked once, on as many threads as the machine has processors. Of a band that is wanted in
 * parts, the rest is kept.
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
  private byte[] band = {};
  private int bandAt;

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

  /** Reads the next rows, end to end. */
  byte[] read(int rows) {
    byte[] to = new byte[Math.multiplyExact(rows, rowBytes)];
    int done = Math.min(to.length, band.length - bandAt);
    System.arraycopy(band, bandAt, to, 0, done);
    bandAt += done;
    int left = (to.length - done) / rowBytes;
    // Bands that are wanted whole go straight to their places, all their chunks at once.
    int whole = nextRow + left == shape[0] ? left : left / chunks.shape()[0] * chunks.shape()[0];
    unpack(whole, to, done);
    done += whole * rowBytes;
    if (done < to.length) {
      int bandRows = (int) Math.min(chunks.shape()[0], shape[0] - nextRow);
      band = new byte[bandRows * rowBytes];
      unpack(bandRows, band, 0);
      bandAt = to.length - done;
      System.arraycopy(band, 0, to, done, bandAt);
    } else if (bandAt == band.length) {
      band = new byte[0];
      bandAt = 0;
    }
    return to;
  }

  /** Unpacks bands of that many rows from the next row on. */
  private void unpack(int rows, byte[] to, int toAt) {
    int count = Math.multiplyExact(Math.ceilDiv(rows, chunks.shape()[0]), chunksPerBand);
    // Of several damaged chunks, always the first is told.
    IntStream.range(0, count)
        .parallel()
        .mapToObj(chunk -> unpack(chunk, rows, to, toAt))
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(problem -> {
          throw problem;
        });
    nextRow += rows;
  }

  private FileFormatException unpack(int number, int rows, byte[] to, int toAt) {
    long[] corner = new long[shape.length];
    int rest = number;
    for (int d = shape.length - 1; d > 0; d--) {
      int across = Math.ceilDiv((int) shape[d], chunks.shape()[d]);
      corner[d] = (long) (rest % across) * chunks.shape()[d];
      rest /= across;
    }
    int firstRow = rest * chunks.shape()[0];
    corner[0] = nextRow + firstRow;
    int rowsHere = Math.min(rows - firstRow, chunks.shape()[0]);
    ChunkBuffers room = buffers.poll();
    if (room == null) {
      room = new ChunkBuffers();
    }
    try {
      byte[] chunk = content(corner, room);
      if (chunk != null) {
        placement.place(chunk, corner, rowsHere, to, toAt + firstRow * rowBytes);
      }
      return null;
    } catch (DataFormatException | IndexOutOfBoundsException e) {
      return new FileFormatException(
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

  /** A chunk's content; null where it is zeros and was never written. */
  private byte[] content(long[] corner, ChunkBuffers room) throws DataFormatException {
    Chunks.Stored stored = chunks.at(corner);
    if (stored != null) {
      return filters.decode(stored, room);
    }
    byte[] fill = chunks.fill();
    if (fill == null) {
      return null;
    }
    byte[] filled = room.current(filters.chunkBytes());
    for (int at = 0; at < filters.chunkBytes(); at += elementBytes) {
      System.arraycopy(fill, 0, filled, at, elementBytes);
    }
    return filled;
  }
}
