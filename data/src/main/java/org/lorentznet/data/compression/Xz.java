package org.lorentznet.data.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.SingleXZInputStream;

/** LZMA in the xz format, a single stream. Its checksums are compared. */
public final class Xz {
  /** What the largest dictionary of the usual levels takes (level 9: 64 MiB), and some more. */
  private static final int MOST_KIBIBYTES = 70 << 10;

  /** Dictionaries are used again: they are often far larger than the data. */
  private static final ArrayCache DICTIONARIES = BasicArrayCache.getInstance();

  private Xz() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    InputStream stored = new ByteArrayInputStream(from, at, length);
    try (InputStream in = new SingleXZInputStream(stored, MOST_KIBIBYTES, true, DICTIONARIES)) {
      int made = in.readNBytes(to, toAt, toLength);
      // The checksum at the end is looked at only where one asks for more.
      Lengths.require("xz", in.read() < 0 ? made : made + 1, toLength);
    } catch (IOException e) {
      throw (DataFormatException) new DataFormatException("damaged xz data").initCause(e);
    }
  }
}
