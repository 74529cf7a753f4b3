package org.lorentznet.data.hdf5;

import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.Filter;
import io.jhdf.filter.FilterManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.DataFormatException;
import org.lorentznet.data.compression.BloscChunk;
import org.lorentznet.data.compression.ByteShuffle;
import org.lorentznet.data.compression.Lz4Block;
import org.lorentznet.data.compression.Lzf;
import org.lorentznet.data.compression.Zlib;
import org.lorentznet.data.compression.ZstdFrame;

/**
 * The filters of HDF5 that can be undone, by their registered numbers. jHDF brings some of them,
 * but makes room for whatever length a chunk claims, and does not check checksums.
 */
enum ChunkFilter {
  DEFLATE(1, "zlib (gzip)") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      Zlib.decompress(from, 0, length, to, 0, toLength);
    }
  },
  SHUFFLE(2, "shuffle") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      ByteShuffle.undo(from, 0, length, to, 0, positive(parameters, 0));
    }
  },
  FLETCHER32(3, "checksums") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      if (toLength < 0) {
        throw new DataFormatException("it has no room for its checksum");
      }
      Fletcher32.check(from, toLength);
      System.arraycopy(from, 0, to, 0, toLength);
    }
  },
  LZF(32000, "lzf") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      Lzf.decompress(from, 0, length, to, 0, toLength);
    }
  },
  BLOSC(32001, "blosc") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      BloscChunk.decompress(from, 0, length, to, 0, toLength);
    }
  },
  LZ4(32004, "lz4") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      BlockFrame blocks = new BlockFrame(from, length, toLength);
      for (int done = 0; done < toLength; done += blocks.blockBytes()) {
        int block = Math.min(blocks.blockBytes(), toLength - done);
        if (blocks.next() == block) {
          System.arraycopy(from, blocks.at(), to, done, block);
        } else {
          Lz4Block.decompress(from, blocks.at(), blocks.end() - blocks.at(), to, done, block);
        }
      }
    }
  },
  BITSHUFFLE(32008, "bitshuffle") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      BitShuffled.of(parameters).undo(from, length, to, toLength);
    }
  },
  ZSTD(32015, "zstd") {
    @Override
    void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
        throws DataFormatException {
      ZstdFrame.decompress(from, 0, length, to, 0, toLength);
    }
  };

  private final int id;
  private final String title;

  ChunkFilter(int id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The filter of a number. */
  static Optional<ChunkFilter> of(int id) {
    return Arrays.stream(values()).filter(filter -> filter.id == id).findFirst();
  }

  /** All there are, for messages. */
  static String known() {
    return Arrays.stream(values()).map(filter -> filter.title).collect(Collectors.joining(", "));
  }

  /**
   * Undoes the filter.
   *
   * @param parameters as the data set has them
   * @param from the chunk's first {@code length} bytes
   * @param to gets exactly {@code toLength}
   * @throws DataFormatException where the chunk is damaged, or makes another number of bytes
   */
  abstract void undo(int[] parameters, byte[] from, int length, byte[] to, int toLength)
      throws DataFormatException;

  /** Whether it makes chunks of a length that only they know. */
  boolean compresses() {
    return this != SHUFFLE && this != FLETCHER32;
  }

  /** Bytes it adds to a chunk that it does not compress. */
  int bytesAdded() {
    return this == FLETCHER32 ? Integer.BYTES : 0;
  }

  /** Makes known to jHDF what it does not bring: it refuses data sets with unknown filters. */
  static void register() {
    List.of(BLOSC, ZSTD).forEach(filter -> FilterManager.addFilter(filter.forJhdf()));
  }

  private Filter forJhdf() {
    return new Filter() {
      @Override
      public int getId() {
        return id;
      }

      @Override
      public String getName() {
        return title;
      }

      @Override
      public byte[] decode(byte[] chunk, int[] parameters) {
        // jHDF does not say how long the result has to be, and so is never asked to decode.
        throw new HdfFilterException("chunks are decoded elsewhere");
      }
    };
  }

  /** A parameter that must be at least 1. */
  static int positive(int[] parameters, int index) throws DataFormatException {
    if (index >= parameters.length || parameters[index] < 1) {
      throw new DataFormatException("its filter has the parameters " + Arrays.toString(parameters));
    }
    return parameters[index];
  }
}
