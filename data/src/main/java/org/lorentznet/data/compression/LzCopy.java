package org.lorentznet.data.compression;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** What compressions of the Lempel-Ziv kind are made of: a copy of bytes written before. */
final class LzCopy {
  private LzCopy() {}

  /**
   * Copies {@code length} bytes from {@code distance} bytes before {@code at} to {@code at}. Where
   * they overlap, bytes just written are copied again.
   *
   * @param first where the output begins
   * @param end where it ends
   * @throws DataFormatException where it would reach beyond either
   */
  static void copy(byte[] bytes, int first, int at, int distance, int length, int end)
      throws DataFormatException {
    if (distance < 1 || distance > at - first || length > end - at) {
      throw new DataFormatException("a copy reaches outside the data");
    }
    if (distance == 1) {
      Arrays.fill(bytes, at, at + length, bytes[at - 1]);
    } else if (distance >= length) {
      System.arraycopy(bytes, at - distance, bytes, at, length);
    } else {
      for (int to = at, stop = at + length; to < stop; to++) {
        bytes[to] = bytes[to - distance];
      }
    }
  }
}
