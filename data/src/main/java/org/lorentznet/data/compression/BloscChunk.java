package org.lorentznet.data.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * A chunk of Blosc (version 1; its README_CHUNK_FORMAT): a header of 16 bytes, where each block
 * begins, and the blocks. A block is shuffled or not, and then compressed, in as many pieces as an
 * element has bytes, or in one; before each piece stands its length.
 */
public final class BloscChunk {
  private static final int HEADER_BYTES = 16;
  private static final int VERSION = 2;

  private static final int SHUFFLED = 0x01;
  private static final int COPIED = 0x02;
  private static final int BIT_SHUFFLED = 0x04;
  private static final int RESERVED = 0x08;
  private static final int NOT_SPLIT = 0x10;
  private static final int CODEC_SHIFT = 5;

  /** Blocks of larger elements, or of fewer, are never split. */
  private static final int MOST_PIECES = 16;

  private static final int FEWEST_ELEMENTS_SPLIT = 128;

  private final ByteBuffer chunk;
  private final byte[] from;
  private final int flags;
  private final int elementBytes;
  private final int blockBytes;
  private final Decompressor codec;
  private final byte[] shuffled;

  private BloscChunk(byte[] from, int at, int length, int expected) throws DataFormatException {
    if (length < HEADER_BYTES) {
      throw new DataFormatException("Blosc data of " + length + " bytes, a header expected");
    }
    chunk = ByteBuffer.wrap(from, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    this.from = from;
    int version = chunk.get(0);
    flags = chunk.get(2);
    elementBytes = chunk.get(3) & 255;
    int bytes = chunk.getInt(4);
    blockBytes = chunk.getInt(8);
    if (version != VERSION || (flags & RESERVED) != 0) {
      throw new DataFormatException("Blosc data of version " + version + ", " + VERSION + " known");
    }
    Lengths.require("Blosc", bytes, expected);
    if (elementBytes < 1 || (bytes > 0 && (blockBytes < 1 || blockBytes > bytes))) {
      throw new DataFormatException("Blosc blocks of " + blockBytes + " bytes");
    }
    if (chunk.getInt(12) > length) {
      throw new DataFormatException(
          "Blosc data of " + chunk.getInt(12) + " bytes, truncated to " + length);
    }
    codec = codec((flags & 255) >> CODEC_SHIFT);
    shuffled = new byte[shuffles() ? blockBytes : 0];
  }

  private static Decompressor codec(int number) throws DataFormatException {
    return switch (number) {
      case 0 -> BloscLz::decompress;
      case 1 -> Lz4Block::decompress;
      case 2 -> SnappyBlock::decompress;
      case 3 -> Zlib::decompress;
      case 4 -> ZstdFrame::decompress;
      default -> throw new DataFormatException("Blosc codec " + number + " is not known");
    };
  }

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    BloscChunk chunk = new BloscChunk(from, at, length, toLength);
    if ((chunk.flags & COPIED) != 0) {
      Lengths.require("Blosc", length - HEADER_BYTES, toLength);
      System.arraycopy(from, at + HEADER_BYTES, to, toAt, toLength);
      return;
    }
    for (int block = 0, done = 0; done < toLength; block++, done += chunk.blockBytes) {
      chunk.block(block, to, toAt + done, Math.min(chunk.blockBytes, toLength - done));
    }
  }

  private boolean shuffles() {
    return (flags & SHUFFLED) != 0 && elementBytes > 1 || (flags & BIT_SHUFFLED) != 0;
  }

  private void block(int block, byte[] to, int toAt, int length) throws DataFormatException {
    int start = number(HEADER_BYTES + Integer.BYTES * block);
    if (!shuffles() || (flags & SHUFFLED) == 0 && length < elementBytes) {
      pieces(start, to, toAt, length);
      return;
    }
    pieces(start, shuffled, 0, length);
    int elements = length / elementBytes;
    if ((flags & SHUFFLED) != 0) {
      ByteShuffle.undo(shuffled, 0, length, to, toAt, elementBytes);
    } else if (elements % Byte.SIZE == 0) {
      BitShuffle.undo(shuffled, 0, elements, elementBytes, to, toAt);
      int whole = elements * elementBytes;
      System.arraycopy(shuffled, whole, to, toAt + whole, length - whole);
    } else {
      System.arraycopy(shuffled, 0, to, toAt, length);
    }
  }

  private void pieces(int start, byte[] to, int toAt, int length) throws DataFormatException {
    boolean split =
        (flags & NOT_SPLIT) == 0
            && length == blockBytes
            && elementBytes <= MOST_PIECES
            && blockBytes / elementBytes >= FEWEST_ELEMENTS_SPLIT;
    int count = split ? elementBytes : 1;
    int pieceBytes = length / count;
    Lengths.require("Blosc", (long) pieceBytes * count, length);
    int next = start;
    for (int piece = 0; piece < count; piece++) {
      int compressed = number(next);
      next += Integer.BYTES;
      if (compressed < 0 || compressed > chunk.limit() - next) {
        throw new DataFormatException("a Blosc block reaches beyond the chunk");
      }
      int place = chunk.arrayOffset() + next;
      if (compressed == pieceBytes) {
        System.arraycopy(from, place, to, toAt + piece * pieceBytes, pieceBytes);
      } else {
        codec.decompress(from, place, compressed, to, toAt + piece * pieceBytes, pieceBytes);
      }
      next += compressed;
    }
  }

  private int number(int at) throws DataFormatException {
    if (at < HEADER_BYTES || at > chunk.limit() - Integer.BYTES) {
      throw new DataFormatException("a Blosc block lies outside the chunk");
    }
    return chunk.getInt(at);
  }
}
