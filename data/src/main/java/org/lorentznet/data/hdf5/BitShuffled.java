package org.lorentznet.data.hdf5;

import java.util.zip.DataFormatException;
import org.lorentznet.data.compression.BitShuffle;
import org.lorentznet.data.compression.Decompressor;
import org.lorentznet.data.compression.Lz4Block;
import org.lorentznet.data.compression.ZstdFrame;

/**
 * Chunks of the filter bitshuffle: blocks of elements, each shuffled, and compressed where a codec
 * is given; what is left over of eight elements follows as it is.
 *
 * @param elementBytes bytes of an element
 * @param blockElements elements of a block where chunks do not say it
 * @param codec null where nothing is compressed
 */
record BitShuffled(int elementBytes, int blockElements, Decompressor codec) {
  private static final int SMALLEST_DEFAULT = 128;
  private static final int DEFAULT_BYTES = 8192;

  /** Reads the filter's parameters: two of version, element bytes, block elements, codec. */
  static BitShuffled of(int[] parameters) throws DataFormatException {
    int elementBytes = ChunkFilter.positive(parameters, 2);
    int elements = parameters.length > 3 ? parameters[3] : 0;
    if (elements == 0) {
      int fitting = DEFAULT_BYTES / elementBytes / Byte.SIZE * Byte.SIZE;
      elements = Math.max(SMALLEST_DEFAULT, fitting);
    }
    int codec = parameters.length > 4 ? parameters[4] : 0;
    return switch (codec) {
      case 0 -> new BitShuffled(elementBytes, elements, null);
      case 2 -> new BitShuffled(elementBytes, elements, Lz4Block::decompress);
      case 3 -> new BitShuffled(elementBytes, elements, ZstdFrame::decompress);
      default -> throw new DataFormatException("bitshuffle's codec " + codec + " is not known");
    };
  }

  /** As {@link ChunkFilter#undo}. */
  void undo(byte[] from, int length, byte[] to, int toLength) throws DataFormatException {
    BlockFrame blocks = codec == null ? null : new BlockFrame(from, length, toLength);
    long blockBytes = blocks == null ? (long) blockElements * elementBytes : blocks.blockBytes();
    byte[] shuffled = codec == null ? from : new byte[(int) blockBytes];
    int left = toLength % (Byte.SIZE * elementBytes);
    int done = 0;
    int end = blocks == null ? 0 : 12;
    while (done < toLength - left) {
      int block = (int) Math.min(blockBytes, toLength - left - done);
      if (block % (Byte.SIZE * elementBytes) != 0) {
        throw new DataFormatException("bitshuffle blocks of " + block + " bytes");
      }
      if (blocks == null) {
        requireRoom(end, block, length);
        BitShuffle.undo(shuffled, end, block / elementBytes, elementBytes, to, done);
        end += block;
      } else {
        int stored = blocks.next();
        codec.decompress(from, blocks.at(), stored, shuffled, 0, block);
        BitShuffle.undo(shuffled, 0, block / elementBytes, elementBytes, to, done);
        end = blocks.end();
      }
      done += block;
    }
    requireRoom(end, left, length);
    System.arraycopy(from, end, to, done, left);
  }

  private static void requireRoom(int at, int needed, int length) throws DataFormatException {
    if (needed > length - at) {
      throw new DataFormatException("it ends too early");
    }
  }
}
