package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;

/**
 * BloscLZ, the codec of Blosc's own. A control byte below 32 stands before that many literals and
 * one; any other before a copy: its upper three bits are the length less 2 (7: more bytes follow,
 * up to one that is not 255), its lower five the upper bits of the distance less 1, the next byte
 * the lower ones. A distance of all ones is followed by one of 16 bits, counted from 8192. The
 * first control byte is always of literals.
 */
final class BloscLz {
  private static final int SHORTEST_COPY = 3;
  private static final int LENGTH_FOLLOWS = 7;
  private static final int FAR = (31 << 8) + 255;

  private BloscLz() {}

  /** As {@link Decompressor#decompress}. */
  static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    int end = at + length;
    int toEnd = toAt + toLength;
    int next = at;
    int done = toAt;
    int control = length == 0 ? 0 : from[next] & 31;
    while (next < end) {
      next++;
      if (control < 32) {
        int literals = control + 1;
        if (literals > end - next || literals > toEnd - done) {
          throw new DataFormatException("damaged BloscLZ data");
        }
        System.arraycopy(from, next, to, done, literals);
        next += literals;
        done += literals;
      } else {
        int copied = (control >> 5) + SHORTEST_COPY - 1;
        int distance = (control & 31) << 8;
        if (control >> 5 == LENGTH_FOLLOWS) {
          int more;
          do {
            more = byteAt(from, next++, end);
            copied += more;
            // Lengths beyond the output are refused below; this only keeps the sum from wrapping.
          } while (more == 255 && copied <= toLength);
        }
        distance += byteAt(from, next++, end);
        if (distance == FAR) {
          distance += byteAt(from, next, end) << 8 | byteAt(from, next + 1, end);
          next += 2;
        }
        LzCopy.copy(to, toAt, done, distance + 1, copied, toEnd);
        done += copied;
      }
      control = next < end ? from[next] & 255 : 0;
    }
    Lengths.require("BloscLZ", done - toAt, toLength);
  }

  private static int byteAt(byte[] from, int at, int end) throws DataFormatException {
    if (at >= end) {
      throw new DataFormatException("BloscLZ data end too early");
    }
    return from[at] & 255;
  }
}
