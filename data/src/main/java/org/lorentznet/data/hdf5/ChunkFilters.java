package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * Undoes the filters that a data set's chunks went through when they were written. Ours rather than
 * jHDF's because these know how long the result has to be.
 */
final class ChunkFilters {
  /** No deflated byte makes more than this many. */
  static final long HIGHEST_RATIO = 1032;

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final String KNOWN = "zlib (gzip), shuffle and checksums can be read";

  private final ReadableFile file;
  private final List<PipelineFilterWithData> filters;

  private ChunkFilters(ReadableFile file, List<PipelineFilterWithData> filters) {
    this.file = file;
    this.filters = filters;
  }

  /**
   * The filters of a data set.
   *
   * @throws FileFormatException naming the filter that cannot be undone
   */
  static ChunkFilters of(ReadableFile file, Dataset dataset) {
    List<PipelineFilterWithData> filters;
    try {
      filters = dataset.getFilters();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HdfFilterException) {
          throw unsupported(file, dataset, cause.getMessage());
        }
      }
      throw e;
    }
    for (PipelineFilterWithData filter : filters) {
      if (filter.getId() < DEFLATE || filter.getId() > FLETCHER32) {
        throw unsupported(file, dataset, filter.getName() + " (" + filter.getId() + ")");
      }
    }
    return new ChunkFilters(file, filters);
  }

  private static FileFormatException unsupported(ReadableFile file, Dataset dataset, String what) {
    return new FileFormatException(
        file,
        "data set "
            + dataset.getPath()
            + " is compressed with a filter that is not supported: "
            + what
            + "; "
            + KNOWN
            + " (h5repack -f GZIP=6 converts)");
  }

  /**
   * A chunk as it was before the filters.
   *
   * @param size bytes it must have then
   */
  byte[] decode(ByteBuffer raw, int size) throws DataFormatException {
    if (size / HIGHEST_RATIO > raw.remaining()) {
      throw new FileFormatException(
          file, "damaged: a chunk of " + raw.remaining() + " bytes cannot make " + size);
    }
    byte[] bytes = null;
    for (PipelineFilterWithData filter : filters.reversed()) {
      ByteBuffer from = bytes == null ? raw : ByteBuffer.wrap(bytes);
      bytes =
          switch (filter.getId()) {
            case DEFLATE -> inflate(from, size);
            case SHUFFLE -> unshuffle(copy(from), filter.getFilterData());
            default -> withoutChecksum(from);
          };
    }
    byte[] result = bytes == null ? copy(raw) : bytes;
    if (result.length < size) {
      throw new FileFormatException(
          file, "truncated: a chunk holds " + result.length + " bytes, " + size + " expected");
    }
    return result;
  }

  private static byte[] withoutChecksum(ByteBuffer from) {
    return copy(from.slice(from.position(), Math.max(0, from.remaining() - Integer.BYTES)));
  }

  private static byte[] copy(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    return bytes;
  }

  private static byte[] inflate(ByteBuffer from, int size) throws DataFormatException {
    // Room for the checksum that may follow the data, should the filters come in that order.
    byte[] bytes = new byte[size + Integer.BYTES];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(from);
      int length = 0;
      while (length < bytes.length && !inflater.finished()) {
        int read = inflater.inflate(bytes, length, bytes.length - length);
        if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DataFormatException("compressed data end too early");
        }
        length += read;
      }
      return length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length);
    }
  }

  /** Puts the bytes of each element back together: they lie as all first bytes, all second, ... */
  private static byte[] unshuffle(byte[] shuffled, int[] parameters) throws DataFormatException {
    int elementBytes = parameters.length == 0 ? 1 : parameters[0];
    if (elementBytes < 1) {
      throw new DataFormatException("shuffle of elements of " + elementBytes + " bytes");
    }
    int elements = shuffled.length / elementBytes;
    byte[] bytes = new byte[shuffled.length];
    for (int b = 0, from = 0; b < elementBytes; b++) {
      for (int i = 0, to = b; i < elements; i++, from++, to += elementBytes) {
        bytes[to] = shuffled[from];
      }
    }
    int rest = elements * elementBytes;
    System.arraycopy(shuffled, rest, bytes, rest, shuffled.length - rest);
    return bytes;
  }
}
