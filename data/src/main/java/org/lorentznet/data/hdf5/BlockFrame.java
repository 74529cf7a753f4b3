package org.lorentznet.data.hdf5;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;

/**
 * What the filters LZ4 and bitshuffle put around the blocks of a chunk, big-endian: 8 bytes with
 * the length of the result, 4 with that of a block, and 4 before each block with its length as it
 * is stored.
 */
final class BlockFrame {
  private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

  private final ByteBuffer in;
  private final int blockBytes;
  private int length;

  /**
   * Reads the header.
   *
   * @param expected bytes of the result
   */
  BlockFrame(byte[] from, int length, int expected) throws DataFormatException {
    in = ByteBuffer.wrap(from, 0, length);
    if (length < HEADER_BYTES) {
      throw new DataFormatException("it ends within its header");
    }
    long bytes = in.getLong();
    int block = in.getInt();
    if (bytes != expected || block < 1) {
      throw new DataFormatException(
          "it should make "
              + bytes
              + " bytes in blocks of "
              + block
              + ", "
              + expected
              + " expected");
    }
    blockBytes = Math.min(block, expected);
  }

  /** Bytes a block makes, but for the last. */
  int blockBytes() {
    return blockBytes;
  }

  /** Steps to the next block; gives its length as it is stored. */
  int next() throws DataFormatException {
    in.position(in.position() + length);
    length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new DataFormatException("a block reaches beyond its end");
    }
    return length;
  }

  /** Where the block begins. */
  int at() {
    return in.position();
  }

  /** Where the block ends. */
  int end() {
    return in.position() + length;
  }
}
