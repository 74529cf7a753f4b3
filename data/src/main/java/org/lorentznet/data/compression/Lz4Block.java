package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** LZ4's block format: no header, no checksum. LZ4HC makes the same. */
public final class Lz4Block {
  private static final LZ4SafeDecompressor LZ4 = LZ4Factory.fastestInstance().safeDecompressor();

  private Lz4Block() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    try {
      Lengths.require("LZ4", LZ4.decompress(from, at, length, to, toAt, toLength), toLength);
    } catch (LZ4Exception e) {
      throw (DataFormatException) new DataFormatException("damaged LZ4 data").initCause(e);
    }
  }
}
