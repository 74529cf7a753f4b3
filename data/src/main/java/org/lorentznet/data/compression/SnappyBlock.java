package org.lorentznet.data.compression;

import java.io.IOException;
import java.util.zip.DataFormatException;
import org.xerial.snappy.Snappy;

/** Snappy's block format. */
public final class SnappyBlock {
  private SnappyBlock() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    try {
      // snappy-java writes as much as the data say: more would overwrite the process's memory.
      Lengths.require("Snappy", Snappy.uncompressedLength(from, at, length), toLength);
      Lengths.require("Snappy", Snappy.uncompress(from, at, length, to, toAt), toLength);
    } catch (IOException e) {
      throw (DataFormatException) new DataFormatException("damaged Snappy data").initCause(e);
    }
  }
}
