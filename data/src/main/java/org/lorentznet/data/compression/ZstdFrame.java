package org.lorentznet.data.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.zip.DataFormatException;

/** Zstandard frames (RFC 8878). */
public final class ZstdFrame {
  private ZstdFrame() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    try {
      long made = Zstd.decompressByteArray(to, toAt, toLength, from, at, length);
      Lengths.require("zstd", made, toLength);
    } catch (ZstdException e) {
      throw (DataFormatException) new DataFormatException("damaged zstd data").initCause(e);
    }
  }
}
