package org.lorentznet.data.root;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.SingleXZInputStream;

/**
 * Undoes the compression of a record: blocks in turn, each with a head of nine bytes that names the
 * method (two letters and a byte) and the sizes, compressed and not, of three bytes each. Checksums
 * are compared where a method has them. Not for several threads at once.
 */
final class CompressedBlocks implements AutoCloseable {
  private static final int HEAD = 9;

  /** LZ4 blocks begin with a checksum of the rest. */
  private static final int CHECKSUM = 8;

  /** What the largest dictionary of LZMA (level 9) takes, and some more; in KiB. */
  private static final int LZMA_MEMORY = 100 << 10;

  private final Inflater inflater = new Inflater();
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final LZ4SafeDecompressor lz4 = LZ4Factory.fastestInstance().safeDecompressor();
  private final XXHash64 xxhash = XXHashFactory.fastestInstance().hash64();
  private final BasicArrayCache lzmaDictionaries = new BasicArrayCache();

  /** Methods, and how many bytes one compressed byte can make at most. */
  private enum Method {
    ZLIB("ZL", 1032),
    LZ4("L4", 255),
    ZSTD("ZS", 1 << 15),
    LZMA("XZ", 1 << 15);

    private final String letters;
    private final long highestRatio;

    Method(String letters, long highestRatio) {
      this.letters = letters;
      this.highestRatio = highestRatio;
    }

    static Method of(byte[] from, int at) {
      String letters = "" + (char) (from[at] & 0xff) + (char) (from[at + 1] & 0xff);
      for (Method method : values()) {
        if (method.letters.equals(letters)) {
          return method;
        }
      }
      if (letters.equals("CS")) {
        throw new IllegalArgumentException("the compression of ROOT before version 3 is not known");
      }
      throw new IllegalArgumentException("no known compression: a block begins with " + letters);
    }
  }

  /** A block's head, and where its content lies. */
  private record Block(Method method, int at, int stored, int size) {
    static Block read(byte[] from, int at, int end) {
      if (end - at < HEAD) {
        throw new IllegalArgumentException("compressed data end too early");
      }
      Method method = Method.of(from, at);
      Block block = new Block(method, at + HEAD, size(from, at + 3), size(from, at + 6));
      boolean fits =
          block.stored <= end - block.at
              && block.size <= block.stored * method.highestRatio
              && (method != Method.LZ4 || block.stored >= CHECKSUM);
      if (!fits) {
        throw new IllegalArgumentException(
            "a block of "
                + block.stored
                + " bytes, "
                + (end - block.at)
                + " left, cannot make "
                + block.size);
      }
      return block;
    }

    private static int size(byte[] from, int at) {
      return (from[at] & 0xff) | (from[at + 1] & 0xff) << 8 | (from[at + 2] & 0xff) << 16;
    }

    int end() {
      return at + stored;
    }
  }

  /**
   * The content of a record.
   *
   * @param from holds the blocks from byte {@code at} to byte {@code end}
   * @param size bytes they must make
   * @throws IllegalArgumentException where they do not
   */
  byte[] decode(byte[] from, int at, int end, int size) throws IOException, DataFormatException {
    requireSize(from, at, end, size);
    byte[] content = new byte[size];
    int made = 0;
    for (int next = at; made < size; ) {
      Block block = Block.read(from, next, end);
      decode(block, from, content, made);
      made += block.size;
      next = block.end();
    }
    return content;
  }

  /** Nothing is made room for before all heads agree with the size that was claimed. */
  private static void requireSize(byte[] from, int at, int end, int size) {
    long made = 0;
    for (int next = at; made < size; ) {
      Block block = Block.read(from, next, end);
      if (block.size == 0) {
        throw new IllegalArgumentException("a block of no bytes");
      }
      made += block.size;
      next = block.end();
    }
    if (made != size) {
      throw new IllegalArgumentException(
          "compressed data make " + made + " bytes, " + size + " expected");
    }
  }

  private void decode(Block block, byte[] from, byte[] to, int at)
      throws IOException, DataFormatException {
    int made =
        switch (block.method) {
          case ZLIB -> inflate(block, from, to, at);
          case LZ4 -> lz4(block, from, to, at);
          case ZSTD -> zstd.decompressByteArray(to, at, block.size, from, block.at, block.stored);
          case LZMA -> lzma(block, from, to, at);
        };
    if (made != block.size) {
      throw new IllegalArgumentException(
          "a block made " + made + " bytes, " + block.size + " expected");
    }
  }

  private int inflate(Block block, byte[] from, byte[] to, int at) throws DataFormatException {
    inflater.reset();
    inflater.setInput(from, block.at, block.stored);
    int made = inflater.inflate(to, at, block.size);
    // The checksum at the end is looked at only where one asks for more.
    if (!inflater.finished() && inflater.inflate(new byte[1]) > 0) {
      made++;
    }
    if (!inflater.finished()) {
      throw new DataFormatException("compressed data end too early");
    }
    return made;
  }

  private int lz4(Block block, byte[] from, byte[] to, int at) {
    int start = block.at + CHECKSUM;
    int length = block.stored - CHECKSUM;
    long expected = ByteBuffer.wrap(from).getLong(block.at);
    if (xxhash.hash(from, start, length, 0) != expected) {
      throw new IllegalArgumentException("the checksum of a block is wrong");
    }
    return lz4.decompress(from, start, length, to, at, block.size);
  }

  private int lzma(Block block, byte[] from, byte[] to, int at) throws IOException {
    InputStream stored = new ByteArrayInputStream(from, block.at, block.stored);
    try (InputStream in = new SingleXZInputStream(stored, LZMA_MEMORY, true, lzmaDictionaries)) {
      int made = in.readNBytes(to, at, block.size);
      // The checksum at the end is looked at only where one asks for more.
      return in.read() < 0 ? made : made + 1;
    }
  }

  @Override
  public void close() {
    inflater.close();
    zstd.close();
  }
}
