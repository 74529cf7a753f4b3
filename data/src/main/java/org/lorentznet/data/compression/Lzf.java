package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;

/**
 * LZF, as liblzf and h5py have it: a control byte below 32 stands before that many literals and
 * one; any other before a copy: its upper three bits are the length less 2 (7: a byte follows that
 * is added), its lower five and the next byte the distance less 1.
 */
public final class Lzf {
  private static final int SHORTEST_COPY = 3;
  private static final int LENGTH_FOLLOWS = 7;

  private Lzf() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    int end = at + length;
    int toEnd = toAt + toLength;
    int next = at;
    int done = toAt;
    while (next < end) {
      int control = from[next++] & 255;
      if (control < 32) {
        int literals = control + 1;
        if (literals > end - next || literals > toEnd - done) {
          throw new DataFormatException("damaged LZF data");
        }
        System.arraycopy(from, next, to, done, literals);
        next += literals;
        done += literals;
        continue;
      }
      int copied = (control >> 5) + SHORTEST_COPY - 1;
      boolean more = control >> 5 == LENGTH_FOLLOWS;
      if (end - next < (more ? 2 : 1)) {
        throw new DataFormatException("LZF data end too early");
      }
      if (more) {
        copied += from[next++] & 255;
      }
      int distance = ((control & 31) << 8 | from[next++] & 255) + 1;
      LzCopy.copy(to, toAt, done, distance, copied, toEnd);
      done += copied;
    }
    Lengths.require("LZF", done - toAt, toLength);
  }
}
