package org.lorentznet.numeric;

/**
 * A stream of random numbers that is a function of its key alone (SplitMix64: G. Steele, D. Lea, C.
 * Flood, OOPSLA 2014). Streams for different purposes are kept apart by deriving keys, so nothing
 * of their state need ever be saved.
 */
public final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * The stream of a key.
   *
   * @param key the numbers are a function of it alone
   */
  public RandomStream(long key) {
    state = key;
  }

  /**
   * {@return a key for one purpose, from a seed and numbers that name the purpose}
   *
   * @param seed the user's
   * @param purpose any numbers
   */
  public static long key(long seed, long... purpose) {
    long key = mix(seed + GOLDEN);
    for (long part : purpose) {
      key = mix(key ^ mix(part + GOLDEN));
    }
    return key;
  }

  /** {@return 64 random bits} */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * Uniform in [0, 1), a multiple of 2^-53.
   *
   * @return the number
   */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Uniform among 0 to {@code bound - 1}, without bias.
   *
   * @param bound at least 1
   * @return the number
   */
  public int nextInt(int bound) {
    long range = bound;
    while (true) {
      long bits = nextLong() >>> 33;
      long value = bits % range;
      if (bits - value + range - 1 < 1L << 31) {
        return (int) value;
      }
    }
  }

  /**
   * {@return a random order of 0 to {@code size - 1} (Fisher-Yates)}
   *
   * @param size at least 0
   */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
