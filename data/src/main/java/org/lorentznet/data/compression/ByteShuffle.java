package org.lorentznet.data.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The shuffle of HDF5 and Blosc, undone: all first bytes of the elements lie together, then all
 * second ones, and so on. Bytes behind the last whole element stay where they are.
 */
public final class ByteShuffle {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int TILE = 8;

  private ByteShuffle() {}

  /**
   * Puts the bytes of each element back together.
   *
   * @param from holds {@code length} shuffled bytes from {@code at} on
   * @param to gets as many from {@code toAt} on
   * @param elementBytes at least 1
   */
  public static void undo(byte[] from, int at, int length, byte[] to, int toAt, int elementBytes) {
    int elements = length / elementBytes;
    if (elementBytes == Integer.BYTES) {
      ints(from, at, elements, to, toAt);
    } else {
      turn(from, at, elements, to, toAt, elementBytes);
    }
    int whole = elements * elementBytes;
    System.arraycopy(from, at + whole, to, toAt + whole, length - whole);
  }

  private static void ints(byte[] from, int at, int elements, byte[] to, int toAt) {
    for (int i = 0, a = at, b = a + elements, c = b + elements, d = c + elements;
        i < elements;
        i++) {
      int value =
          from[a++] & 255 | (from[b++] & 255) << 8 | (from[c++] & 255) << 16 | from[d++] << 24;
      INT.set(to, toAt + i * Integer.BYTES, value);
    }
  }

  /** A matrix of bytes with a row a place in the element, turned in tiles of 8 by 8. */
  private static void turn(
      byte[] from, int at, int elements, byte[] to, int toAt, int elementBytes) {
    int tiledBytes = elementBytes / TILE * TILE;
    int tiledElements = elements / TILE * TILE;
    long[] tile = new long[TILE];
    for (int b = 0; b < tiledBytes; b += TILE) {
      for (int i = 0; i < tiledElements; i += TILE) {
        for (int r = 0; r < TILE; r++) {
          tile[r] = (long) LONG.get(from, at + (b + r) * elements + i);
        }
        Transposed.bytes(tile);
        for (int r = 0; r < TILE; r++) {
          LONG.set(to, toAt + (i + r) * elementBytes + b, tile[r]);
        }
      }
    }
    single(from, at, elements, to, toAt, elementBytes, 0, tiledElements);
    single(from, at, elements, to, toAt, elementBytes, tiledBytes, 0);
  }

  /** The bytes outside the tiles, one by one. */
  private static void single(
      byte[] from,
      int at,
      int elements,
      byte[] to,
      int toAt,
      int elementBytes,
      int firstByte,
      int firstElement) {
    for (int b = firstByte; b < elementBytes; b++) {
      for (int i = firstElement; i < elements; i++) {
        to[toAt + i * elementBytes + b] = from[at + b * elements + i];
      }
    }
  }
}
