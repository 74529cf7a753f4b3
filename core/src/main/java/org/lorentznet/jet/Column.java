package org.lorentznet.jet;

import java.util.Arrays;

/**
 * Values of one quantity, one for each jet or for each constituent, in the precision of the source.
 */
public sealed interface Column {
  /** Number of values. */
  int size();

  /** Value {@code i} as a double (exact for all but 64-bit integers above 2^53). */
  double asDouble(int i);

  /** A copy of the first {@code count} values. */
  Column first(int count);

  /** Single-precision values. */
  record Floats(float[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double asDouble(int i) {
      return values[i];
    }

    @Override
    public Column first(int count) {
      return new Floats(Arrays.copyOf(values, count));
    }
  }

  /** Double-precision values. */
  record Doubles(double[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double asDouble(int i) {
      return values[i];
    }

    @Override
    public Column first(int count) {
      return new Doubles(Arrays.copyOf(values, count));
    }
  }

  /** Integers: particle codes, event numbers. */
  record Longs(long[] values) implements Column {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double asDouble(int i) {
      return values[i];
    }

    @Override
    public Column first(int count) {
      return new Longs(Arrays.copyOf(values, count));
    }
  }
}
