package org.lorentznet.data.parquet;

import java.util.zip.DataFormatException;

/**
 * Integers written as differences (the format's DELTA_BINARY_PACKED): a first value, then blocks of
 * the smallest difference and, in as few bits as each part of a block needs, what the differences
 * have more.
 */
final class DeltaReader {
  private static final int LARGEST_BLOCK = 1 << 20;

  private final byte[] from;
  private final int end;
  private int at;
  private long bits;
  private int bitCount;

  DeltaReader(byte[] from, int at, int end) {
    this.from = from;
    this.at = at;
    this.end = end;
  }

  /** Reads integers into {@code to}, from the place {@code first} on. */
  void read(long[] to, int first, int count) throws DataFormatException {
    long blockValues = varint();
    long parts = varint();
    long total = varint();
    long value = zigzag();
    boolean sensible =
        blockValues > 0
            && blockValues <= LARGEST_BLOCK
            && parts > 0
            && parts <= blockValues
            && blockValues % (parts * Byte.SIZE) == 0;
    if (!sensible || total != count) {
      throw new DataFormatException(
          total + " differences in blocks of " + blockValues + ", " + count + " expected");
    }
    if (count > 0) {
      to[first] = value;
    }
    int partValues = (int) (blockValues / parts);
    for (int done = 1; done < count; ) {
      long smallest = zigzag();
      int widths = at;
      at += (int) parts;
      for (int part = 0; part < parts && done < count; part++) {
        int width = byteAt(widths + part);
        if (width > Long.SIZE) {
          throw new DataFormatException("differences of " + width + " bits");
        }
        bitCount = 0;
        bits = 0;
        int here = Math.min(partValues, count - done);
        for (int i = 0; i < here; i++) {
          value += smallest + unpacked(width);
          to[first + done + i] = value;
        }
        done += here;
      }
    }
  }

  private long unpacked(int width) throws DataFormatException {
    long unpacked = 0;
    for (int done = 0; done < width; ) {
      if (bitCount == 0) {
        bits = byteAt(at++);
        bitCount = Byte.SIZE;
      }
      int step = Math.min(bitCount, width - done);
      unpacked |= (bits & ((1L << step) - 1)) << done;
      bits >>>= step;
      bitCount -= step;
      done += step;
    }
    return unpacked;
  }

  private long zigzag() throws DataFormatException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws DataFormatException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int part = byteAt(at++);
      number |= (part & 0x7fL) << shift;
      if (part < 0x80) {
        return number;
      }
    }
    throw new DataFormatException("a number of more than 64 bits");
  }

  private int byteAt(int place) throws DataFormatException {
    if (place >= end) {
      throw new DataFormatException("differences end too early");
    }
    return from[place] & 255;
  }
}
