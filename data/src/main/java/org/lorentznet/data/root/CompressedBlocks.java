package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.lorentznet.data.compression.Decompressor;
import org.lorentznet.data.compression.Lz4Block;
import org.lorentznet.data.compression.Xz;
import org.lorentznet.data.compression.Zlib;
import org.lorentznet.data.compression.ZstdFrame;

/**
 * The compression of records: blocks in turn, each with a head of nine bytes that names the method
 * (two letters and a byte) and the sizes, compressed and not, of three bytes each, the lowest
 * first.
 */
final class CompressedBlocks {
  private static final int HEAD = 9;

  /** Before LZ4's data stands a checksum of them. */
  private static final int CHECKSUM = 8;

  private static final XXHash64 XXHASH = XXHashFactory.fastestInstance().hash64();

  private CompressedBlocks() {}

  /** Methods by their letters, and how many bytes one compressed byte can make at most. */
  private enum Method {
    ZL(1032, Zlib::decompress),
    L4(255, CompressedBlocks::lz4),
    ZS(1 << 15, ZstdFrame::decompress),
    XZ(1 << 15, Xz::decompress);

    private final long highestRatio;
    private final Decompressor decompressor;

    Method(long highestRatio, Decompressor decompressor) {
      this.highestRatio = highestRatio;
      this.decompressor = decompressor;
    }

    static Method of(byte[] from, int at) throws DataFormatException {
      for (Method method : values()) {
        if (method.name().charAt(0) == from[at] && method.name().charAt(1) == from[at + 1]) {
          return method;
        }
      }
      if (from[at] == 'C' && from[at + 1] == 'S') {
        throw new DataFormatException("ROOT's compression from before zlib is not supported");
      }
      throw new DataFormatException("compressed in no way that is known");
    }
  }

  /** A block's head, and where its content lies. */
  private record Block(Method method, int at, int stored, int size) {
    static Block read(byte[] from, int at, int end) throws DataFormatException {
      if (end - at < HEAD) {
        throw new DataFormatException("compressed data end too early");
      }
      Method method = Method.of(from, at);
      Block block = new Block(method, at + HEAD, size(from, at + 3), size(from, at + 6));
      if (block.stored > end - block.at
          || block.size == 0
          || block.size > block.stored * method.highestRatio) {
        throw new DataFormatException(
            "a block of "
                + block.stored
                + " bytes cannot make "
                + block.size
                + "; "
                + (end - block.at)
                + " are left");
      }
      return block;
    }

    private static int size(byte[] from, int at) {
      return (from[at] & 255) | (from[at + 1] & 255) << 8 | (from[at + 2] & 255) << 16;
    }

    int end() {
      return at + stored;
    }
  }

  /**
   * The content of a record.
   *
   * @param from holds the blocks from byte {@code at} to its end
   * @param size bytes they must make
   */
  static byte[] decode(byte[] from, int at, int size) throws DataFormatException {
    requireSize(from, at, size);
    byte[] content = new byte[size];
    int made = 0;
    for (int next = at; made < size; ) {
      Block block = Block.read(from, next, from.length);
      block.method.decompressor.decompress(from, block.at, block.stored, content, made, block.size);
      made += block.size;
      next = block.end();
    }
    return content;
  }

  /** Nothing is made room for before all heads agree with the size that was claimed. */
  private static void requireSize(byte[] from, int at, int size) throws DataFormatException {
    long made = 0;
    for (int next = at; made < size; ) {
      Block block = Block.read(from, next, from.length);
      made += block.size;
      next = block.end();
    }
    if (made != size) {
      throw new DataFormatException("blocks of " + made + " bytes, " + size + " expected");
    }
  }

  private static void lz4(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    if (length < CHECKSUM) {
      throw new DataFormatException("LZ4 data end too early");
    }
    int start = at + CHECKSUM;
    int stored = length - CHECKSUM;
    if (XXHASH.hash(from, start, stored, 0) != ByteBuffer.wrap(from).getLong(at)) {
      throw new DataFormatException("LZ4 data do not have the checksum they should");
    }
    Lz4Block.decompress(from, start, stored, to, toAt, toLength);
  }
}
