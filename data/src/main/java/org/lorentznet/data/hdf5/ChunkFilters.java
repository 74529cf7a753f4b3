package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.PipelineFilterWithData;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.Unfolding;
import org.lorentznet.errors.FileFormatException;

/** Undoes the filters that a data set's chunks went through when they were written. */
final class ChunkFilters {
  /** A chunk that a compression made larger is stored without; room for headers of blocks. */
  private static final int ROOM = 1 << 20;

  /** A filter and what it was given. */
  private record Step(ChunkFilter filter, int[] parameters) {}

  private final List<Step> steps;
  private final int chunkBytes;

  private ChunkFilters(List<Step> steps, int chunkBytes) {
    this.steps = steps;
    this.chunkBytes = chunkBytes;
  }

  /**
   * The filters of a data set.
   *
   * @param chunkBytes bytes of a chunk without filters
   * @throws FileFormatException naming the filter that cannot be undone
   */
  static ChunkFilters of(ReadableFile file, Dataset dataset, int chunkBytes) {
    List<Step> steps = new ArrayList<>();
    for (PipelineFilterWithData filter : filters(file, dataset)) {
      ChunkFilter known =
          ChunkFilter.of(filter.getId())
              .orElseThrow(
                  () -> unsupported(file, dataset, filter.getName() + " (" + filter.getId() + ")"));
      steps.add(new Step(known, filter.getFilterData()));
    }
    if (steps.stream().filter(step -> step.filter.compresses()).count() > 1) {
      throw unsupported(file, dataset, "two compressions");
    }
    return new ChunkFilters(steps, chunkBytes);
  }

  private static List<PipelineFilterWithData> filters(ReadableFile file, Dataset dataset) {
    try {
      return dataset.getFilters();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof HdfFilterException) {
          throw unsupported(file, dataset, cause.getMessage().replaceFirst(".*: ", ""));
        }
      }
      throw e;
    }
  }

  private static FileFormatException unsupported(ReadableFile file, Dataset dataset, String what) {
    return new FileFormatException(
        file,
        "data set "
            + dataset.getPath()
            + " went through a filter that is not supported: "
            + what
            + "; supported are "
            + ChunkFilter.known()
            + " (h5repack -f GZIP=6 converts)");
  }

  /** Bytes of a chunk without filters. */
  int chunkBytes() {
    return chunkBytes;
  }

  /**
   * A chunk as it was before the filters.
   *
   * @return an array that begins with the chunk; it belongs to the buffers
   * @throws DataFormatException where the chunk is damaged
   */
  byte[] decode(Chunks.Stored chunk, ChunkBuffers buffers) throws DataFormatException {
    long stored = chunk.bytes().byteSize();
    if (!Unfolding.plausible(chunkBytes, stored) || stored > 2L * chunkBytes + ROOM) {
      throw new DataFormatException("it has " + stored + " bytes, and should make " + chunkBytes);
    }
    int length = (int) stored;
    MemorySegment.copy(chunk.bytes(), 0, MemorySegment.ofArray(buffers.current(length)), 0, length);
    int compressedFrom = bytesBeforeCompression(chunk.skippedFilters());
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (!chunk.skippedFilters().get(i)) {
        Step step = steps.get(i);
        int result = step.filter.compresses() ? compressedFrom : length - step.filter.bytesAdded();
        step.filter.undo(step.parameters, buffers.current(), length, buffers.next(result), result);
        buffers.turn();
        length = result;
      }
    }
    if (length < chunkBytes) {
      throw new DataFormatException("it has " + length + " bytes, " + chunkBytes + " expected");
    }
    return buffers.current();
  }

  /** What a compression was given: the chunk, and what filters before it added. */
  private int bytesBeforeCompression(BitSet skipped) {
    int bytes = chunkBytes;
    for (int i = 0; i < steps.size() && !steps.get(i).filter.compresses(); i++) {
      bytes += skipped.get(i) ? 0 : steps.get(i).filter.bytesAdded();
    }
    return bytes;
  }
}
