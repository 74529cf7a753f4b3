package org.lorentznet.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** What happens to files: some bytes of a good one changed, moved, lost or added. */
public final class Damage {
  /** What sizes, counts and offsets are most harmful as. */
  private static final long[] HARMFUL = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0xffff_ffffL,
    1L << 31,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private Damage() {}

  /** A damaged copy; the same seed damages the same way. */
  public static byte[] done(byte[] good, long seed) {
    Random random = new Random(seed);
    byte[] bad = good.clone();
    int changes = 1 << random.nextInt(5);
    for (int i = 0; i < changes && bad.length > 0; i++) {
      bad = once(bad, random);
    }
    return bad;
  }

  private static byte[] once(byte[] bad, Random random) {
    int at = place(bad, random);
    switch (random.nextInt(9)) {
      case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bad[at] = (byte) random.nextInt();
      case 2 -> Arrays.fill(bad, at, Math.min(bad.length, at + random.nextInt(16)), (byte) 0);
      case 3 -> Arrays.fill(bad, at, Math.min(bad.length, at + random.nextInt(9)), (byte) -1);
      case 4 -> bad[at] += (byte) (random.nextBoolean() ? 1 : -1);
      case 5 -> {
        int from = random.nextInt(bad.length);
        int length = Math.min(random.nextInt(64), bad.length - Math.max(at, from));
        System.arraycopy(bad, from, bad, at, length);
      }
      case 6 -> number(bad, at, random);
      case 7 -> {
        // Rarely: behind bytes that moved nothing lies where it should any more.
        if (random.nextInt(4) == 0) {
          return moved(bad, at, random.nextInt(33) - 16);
        }
      }
      default -> {
        // Rarely: most truncations end at the first check.
        if (random.nextInt(8) == 0) {
          return Arrays.copyOf(bad, 1 + at);
        }
      }
    }
    return bad;
  }

  private static void number(byte[] bad, int at, Random random) {
    int bytes = 1 << random.nextInt(4);
    if (at + bytes > bad.length) {
      return;
    }
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(order);
    number.putLong(HARMFUL[random.nextInt(HARMFUL.length)]);
    int first = order == ByteOrder.LITTLE_ENDIAN ? 0 : Long.BYTES - bytes;
    System.arraycopy(number.array(), first, bad, at, bytes);
  }

  /** Bytes from {@code at} on, further back by {@code by} (copied), or to the front (lost). */
  private static byte[] moved(byte[] bad, int at, int by) {
    int from = Math.min(bad.length, Math.max(0, at - by));
    byte[] moved = Arrays.copyOf(bad, at + bad.length - from);
    System.arraycopy(bad, from, moved, at, bad.length - from);
    return moved;
  }

  /** Headers, footers and directories lie at the ends, so half of the damage is done there. */
  private static int place(byte[] bytes, Random random) {
    int end = Math.min(bytes.length, 2048);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(end);
      case 1 -> bytes.length - 1 - random.nextInt(end);
      default -> random.nextInt(bytes.length);
    };
  }
}
