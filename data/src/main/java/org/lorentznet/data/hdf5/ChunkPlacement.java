package org.lorentznet.data.hdf5;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Copies chunks to their places among the rows of a data set, both in C order. */
final class ChunkPlacement {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final long[] shape;
  private final int[] chunk;

  /** Bytes from one index to the next, by dimension. */
  private final int[] fromSteps;

  private final int[] toSteps;

  /** Whether what follows an index of a dimension lies in one piece in both. */
  private final boolean[] whole;

  /**
   * @param shape of the data set; a row's bytes fit into an int
   * @param chunk its chunks' shape
   */
  ChunkPlacement(long[] shape, int[] chunk, int elementBytes) {
    this.shape = shape;
    this.chunk = chunk;
    int last = chunk.length - 1;
    fromSteps = new int[chunk.length];
    toSteps = new int[chunk.length];
    fromSteps[last] = elementBytes;
    toSteps[last] = elementBytes;
    whole = new boolean[chunk.length];
    whole[last] = true;
    for (int d = last; d > 0; d--) {
      fromSteps[d - 1] = fromSteps[d] * chunk[d];
      toSteps[d - 1] = toSteps[d] * (int) shape[d];
      whole[d - 1] = whole[d] && chunk[d] == shape[d];
    }
  }

  /**
   * Copies the part of a chunk that lies inside the data set.
   *
   * @param corner index of its first element
   * @param rows how many of its rows to copy
   * @param toAt byte in {@code to} where the chunk's first row begins
   */
  void place(byte[] from, long[] corner, int rows, byte[] to, int toAt) {
    int at = toAt;
    for (int d = 1; d < chunk.length; d++) {
      at += (int) corner[d] * toSteps[d];
    }
    copy(0, rows, corner, from, 0, to, at);
  }

  private void copy(int d, int count, long[] corner, byte[] from, int fromAt, byte[] to, int toAt) {
    if (whole[d]) {
      System.arraycopy(from, fromAt, to, toAt, count * fromSteps[d]);
      return;
    }
    int inner = (int) Math.min(chunk[d + 1], shape[d + 1] - corner[d + 1]);
    boolean single = inner == 1 && d + 1 == chunk.length - 1;
    if (single && fromSteps[d + 1] == Long.BYTES) {
      longs(count, from, fromAt, fromSteps[d], to, toAt, toSteps[d]);
    } else if (single && fromSteps[d + 1] == Integer.BYTES) {
      ints(count, from, fromAt, fromSteps[d], to, toAt, toSteps[d]);
    } else {
      for (int i = 0; i < count; i++) {
        copy(d + 1, inner, corner, from, fromAt + i * fromSteps[d], to, toAt + i * toSteps[d]);
      }
    }
  }

  // Chunks of h5py's choice may be one component wide, so that each number goes by itself.

  private static void longs(
      int count, byte[] from, int fromAt, int fromStep, byte[] to, int toAt, int toStep) {
    for (int i = 0; i < count; i++) {
      LONG.set(to, toAt + i * toStep, (long) LONG.get(from, fromAt + i * fromStep));
    }
  }

  private static void ints(
      int count, byte[] from, int fromAt, int fromStep, byte[] to, int toAt, int toStep) {
    for (int i = 0; i < count; i++) {
      INT.set(to, toAt + i * toStep, (int) INT.get(from, fromAt + i * fromStep));
    }
  }
}
