package org.lorentznet.jet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Values of one quantity, one for each jet or for each constituent, in the precision of the source.
 */
public sealed interface Column {
  /** {@return the number of values} */
  int size();

  /**
   * Value {@code i} as a double (exact for all but 64-bit integers above 2^53).
   *
   * @param i row, from 0
   * @return its value
   */
  double asDouble(int i);

  /** {@return the bytes that the values take in memory} */
  default long bytes() {
    return (long) Double.BYTES * size();
  }

  /**
   * {@return a copy of the values {@code from} to {@code to - 1}}
   *
   * @param from first row
   * @param to the row behind the last
   */
  Column slice(int from, int to);

  /**
   * {@return columns end to end; those of different types become doubles}
   *
   * @param parts at least one
   */
  static Column join(List<Column> parts) {
    Column head = parts.get(0);
    if (parts.stream().allMatch(part -> part.getClass() == head.getClass())) {
      return head.joined(parts);
    }
    return new Doubles(
        parts.stream()
            .flatMapToDouble(part -> IntStream.range(0, part.size()).mapToDouble(part::asDouble))
            .toArray());
  }

  /**
   * {@return columns of this one's type end to end}
   *
   * @param parts all of this one's type
   */
  Column joined(List<Column> parts);

  /**
   * Single-precision values.
   *
   * @param values one for each row
   */
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
    public long bytes() {
      return (long) Float.BYTES * values.length;
    }

    @Override
    public Column slice(int from, int to) {
      return new Floats(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public Column joined(List<Column> parts) {
      float[] joined = new float[parts.stream().mapToInt(Column::size).sum()];
      int at = 0;
      for (Column part : parts) {
        System.arraycopy(((Floats) part).values, 0, joined, at, part.size());
        at += part.size();
      }
      return new Floats(joined);
    }
  }

  /**
   * Double-precision values.
   *
   * @param values one for each row
   */
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
    public Column slice(int from, int to) {
      return new Doubles(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public Column joined(List<Column> parts) {
      double[] joined = new double[parts.stream().mapToInt(Column::size).sum()];
      int at = 0;
      for (Column part : parts) {
        System.arraycopy(((Doubles) part).values, 0, joined, at, part.size());
        at += part.size();
      }
      return new Doubles(joined);
    }
  }

  /**
   * Integers: particle codes, event numbers.
   *
   * @param values one for each row
   */
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
    public Column slice(int from, int to) {
      return new Longs(Arrays.copyOfRange(values, from, to));
    }

    @Override
    public Column joined(List<Column> parts) {
      long[] joined = new long[parts.stream().mapToInt(Column::size).sum()];
      int at = 0;
      for (Column part : parts) {
        System.arraycopy(((Longs) part).values, 0, joined, at, part.size());
        at += part.size();
      }
      return new Longs(joined);
    }
  }
}
