package org.lorentznet.data.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The shuffle of Bitshuffle (K. Masui et al., arXiv:1503.00638), undone: the first bits of all
 * elements lie together, then the second ones, and so on; bits of a byte count from the lowest.
 */
public final class BitShuffle {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitShuffle() {}

  /**
   * Puts the bits of each element back together.
   *
   * @param from holds the shuffled elements from {@code at} on
   * @param to gets them from {@code toAt} on
   * @param elements a multiple of 8
   * @param elementBytes at least 1
   */
  public static void undo(
      byte[] from, int at, int elements, int elementBytes, byte[] to, int toAt) {
    int plane = elements / Byte.SIZE;
    byte[] bytes = new byte[elements * elementBytes];
    for (int b = 0; b < elementBytes; b++) {
      for (int group = 0; group < plane; group++) {
        int place = at + b * elements + group;
        long rows = 0;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
          rows |= (from[place + bit * plane] & 255L) << (Byte.SIZE * bit);
        }
        LONG.set(bytes, b * elements + group * Byte.SIZE, Transposed.bits(rows));
      }
    }
    ByteShuffle.undo(bytes, 0, bytes.length, to, toAt, elementBytes);
  }
}
