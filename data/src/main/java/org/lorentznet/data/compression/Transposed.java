package org.lorentznet.data.compression;

/** Small matrices turned in registers (H. Warren, Hacker's Delight, section 7-3). */
final class Transposed {
  private Transposed() {}

  /** Bit {@code i} of byte {@code j} becomes bit {@code j} of byte {@code i}. */
  static long bits(long rows) {
    long x = rows;
    long t = (x ^ (x >>> 7)) & 0x00aa00aa00aa00aaL;
    x ^= t ^ (t << 7);
    t = (x ^ (x >>> 14)) & 0x0000cccc0000ccccL;
    x ^= t ^ (t << 14);
    t = (x ^ (x >>> 28)) & 0x00000000f0f0f0f0L;
    return x ^ t ^ (t << 28);
  }

  /** Byte {@code i} of row {@code j} becomes byte {@code j} of row {@code i}. */
  static void bytes(long[] rows) {
    exchange(rows, 4, 32, 0x00000000ffffffffL);
    exchange(rows, 2, 16, 0x0000ffff0000ffffL);
    exchange(rows, 1, 8, 0x00ff00ff00ff00ffL);
  }

  /** Exchanges the upper parts of rows with the lower parts of those {@code step} further on. */
  private static void exchange(long[] rows, int step, int shift, long mask) {
    for (int r = 0; r < 8; r++) {
      if ((r & step) == 0) {
        long t = ((rows[r] >>> shift) ^ rows[r + step]) & mask;
        rows[r] ^= t << shift;
        rows[r + step] ^= t;
      }
    }
  }
}
