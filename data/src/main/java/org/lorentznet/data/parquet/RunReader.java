package org.lorentznet.data.parquet;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The hybrid of runs and packed bits that levels and dictionary numbers are written in: before each
 * group a variable-length number; if it is even, half of it is how often the value that follows is
 * repeated, else how many groups of eight packed values follow.
 */
final class RunReader {
  private static final int MOST_GROUPS = 1 << 26;

  private final byte[] from;
  private final int end;
  private final int width;
  private int at;
  private int left;
  private boolean repeats;
  private int value;

  /** Bits that were read and not yet used. */
  private long bits;

  private int bitCount;

  /**
   * @param from holds runs from {@code at} to {@code end - 1}
   * @param width bits a value, 0 to 32
   */
  RunReader(byte[] from, int at, int end, int width) throws DataFormatException {
    if (width < 0 || width > Integer.SIZE || at < 0 || at > end || end > from.length) {
      throw new DataFormatException("runs of values of " + width + " bits");
    }
    this.from = from;
    this.at = at;
    this.end = end;
    this.width = width;
  }

  /** Reads values into {@code to}, from its first place on. */
  void read(int[] to, int count) throws DataFormatException {
    for (int done = 0; done < count; ) {
      int step = group(count - done);
      if (repeats) {
        Arrays.fill(to, done, done + step, value);
      } else {
        for (int i = done; i < done + step; i++) {
          to[i] = unpacked();
        }
      }
      done += step;
      left -= step;
    }
  }

  /**
   * Reads values of at most seven bits into {@code to}, from its first place on.
   *
   * @return whether all of them are {@code expected}
   */
  boolean read(byte[] to, int count, int expected) throws DataFormatException {
    boolean all = true;
    for (int done = 0; done < count; ) {
      int step = group(count - done);
      if (repeats) {
        Arrays.fill(to, done, done + step, (byte) value);
        all &= value == expected;
      } else if (width == 1) {
        all &= unpackBits(to, done, step, expected);
      } else {
        for (int i = done; i < done + step; i++) {
          to[i] = (byte) unpacked();
          all &= to[i] == expected;
        }
      }
      done += step;
      left -= step;
    }
    return all;
  }

  /** Values of the current group that can be read, beginning the next group if it has none. */
  private int group(int wanted) throws DataFormatException {
    if (left == 0) {
      int header = varint();
      repeats = (header & 1) == 0;
      left = header >>> 1;
      if (left == 0 || (!repeats && left > MOST_GROUPS)) {
        throw new DataFormatException("a run of " + left);
      }
      if (repeats) {
        value = 0;
        for (int shift = 0; shift < width; shift += Byte.SIZE) {
          value |= next() << shift;
        }
      } else {
        left *= Byte.SIZE;
        bitCount = 0;
        bits = 0;
      }
    }
    return Math.min(left, wanted);
  }

  private int unpacked() throws DataFormatException {
    while (bitCount < width) {
      bits |= (long) next() << bitCount;
      bitCount += Byte.SIZE;
    }
    int unpacked = (int) (bits & ((1L << width) - 1));
    bits >>>= width;
    bitCount -= width;
    return unpacked;
  }

  /** The same for single bits, of which most levels are, eight at a time. */
  private boolean unpackBits(byte[] to, int first, int count, int expected)
      throws DataFormatException {
    int differing = 0;
    int i = first;
    for (; i < first + count && bitCount > 0; i++) {
      to[i] = (byte) unpacked();
      differing |= to[i] ^ expected;
    }
    for (; i + Byte.SIZE <= first + count; i += Byte.SIZE) {
      int eight = next();
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        to[i + bit] = (byte) (eight >> bit & 1);
      }
      differing |= expected == 1 ? ~eight & 255 : eight;
    }
    for (; i < first + count; i++) {
      to[i] = (byte) unpacked();
      differing |= to[i] ^ expected;
    }
    return differing == 0;
  }

  private int varint() throws DataFormatException {
    int number = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int part = next();
      number |= (part & 0x7f) << shift;
      if (part < 0x80) {
        return number;
      }
    }
    throw new DataFormatException("a run of more than 2^32 values");
  }

  private int next() throws DataFormatException {
    if (at >= end) {
      throw new DataFormatException("runs end too early");
    }
    return from[at++] & 255;
  }
}
