package org.lorentznet.data.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.ChunkOffset;
import io.jhdf.dataset.chunked.ChunkedDatasetV3;
import io.jhdf.dataset.chunked.ChunkedDatasetV4;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * Where the chunks of a data set lie in the file, and what stands for those that were never
 * written.
 *
 * @param shape of a chunk
 * @param fill bytes of an element that was never written; null for zeros
 */
record Chunks(Hdf5File hdf, int[] shape, byte[] fill, Map<ChunkOffset, Chunk> places) {
  /** Address of what was never written. */
  static final long NOWHERE = -1;

  /**
   * A chunk as it is stored.
   *
   * @param skippedFilters numbers of the filters, in the order of writing, that it did not go
   *     through: writers leave out a compression that does not make a chunk smaller
   */
  record Stored(MemorySegment bytes, BitSet skippedFilters) {}

  /** Fills the first {@code length} bytes with what was never written. */
  void fill(byte[] chunk, int length) {
    fill(fill, chunk, length);
  }

  /** Repeats the bytes of an element; null for zeros. */
  static void fill(byte[] element, byte[] to, int length) {
    if (element == null) {
      Arrays.fill(to, 0, length, (byte) 0);
      return;
    }
    for (int at = 0; at < length; at += element.length) {
      System.arraycopy(element, 0, to, at, element.length);
    }
  }

  /** The chunks of a data set. */
  static Chunks of(Hdf5File hdf, ChunkedDataset dataset) {
    Map<ChunkOffset, Chunk> places =
        dataset instanceof ChunkedDatasetV3
            ? new Version3(hdf.storage(), dataset).getChunkLookup()
            : new Version4(hdf.storage(), dataset).getChunkLookup();
    return new Chunks(hdf, dataset.getChunkDimensions(), unwritten(hdf.storage(), dataset), places);
  }

  /** Bytes of an element that was never written; null for zeros. */
  static byte[] unwritten(HdfBackingStorage storage, Dataset dataset) {
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, dataset.getAddress());
    if (!header.hasMessageOfType(FillValueMessage.class)) {
      return null;
    }
    FillValueMessage message = header.getMessageOfType(FillValueMessage.class);
    if (!message.isFillValueDefined()) {
      return null;
    }
    ByteBuffer value = message.getFillValue();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    boolean zero = true;
    for (byte b : bytes) {
      zero &= b == 0;
    }
    return zero || bytes.length != dataset.getDataType().getSize() ? null : bytes;
  }

  /**
   * The chunk whose first element is at {@code corner}; null where none was ever written.
   *
   * @throws IndexOutOfBoundsException where it lies outside the file
   */
  Stored at(long[] corner) {
    Chunk chunk = places.get(new ChunkOffset(corner));
    if (chunk == null || chunk.getAddress() == NOWHERE) {
      return null;
    }
    return new Stored(hdf.bytes(chunk.getAddress(), chunk.getSize()), chunk.getFilterMask());
  }

  /**
   * jHDF keeps the index of chunks to itself and those who extend it; only there does it tell which
   * filters a chunk did not go through.
   */
  private static final class Version3 extends ChunkedDatasetV3 {
    Version3(HdfBackingStorage storage, Dataset dataset) {
      super(
          storage,
          dataset.getAddress(),
          dataset.getName(),
          dataset.getParent(),
          ObjectHeader.readObjectHeader(storage, dataset.getAddress()));
    }

    @Override
    protected Map<ChunkOffset, Chunk> getChunkLookup() {
      return super.getChunkLookup();
    }
  }

  /** The same for the newer kinds of index. */
  private static final class Version4 extends ChunkedDatasetV4 {
    Version4(HdfBackingStorage storage, Dataset dataset) {
      super(
          storage,
          dataset.getAddress(),
          dataset.getName(),
          dataset.getParent(),
          ObjectHeader.readObjectHeader(storage, dataset.getAddress()));
    }

    @Override
    protected Map<ChunkOffset, Chunk> getChunkLookup() {
      return super.getChunkLookup();
    }
  }
}
