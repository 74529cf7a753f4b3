package org.lorentznet.data.parquet;

import java.util.Arrays;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/** Numbers of a column as they are read, one after the other. */
final class Numbers {
  /** Of these three, one is used. */
  private float[] floats = {};

  private double[] doubles = {};
  private long[] longs = {};

  private final NumberType type;
  private int size;

  Numbers(NumberType type) {
    this.type = type;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** Leaves none. */
  void clear() {
    size = 0;
  }

  /** Makes room for more, which count from now on; gives the place of the first. */
  int grow(int count) {
    int first = size;
    size = Math.addExact(size, count);
    switch (type) {
      case FLOAT32 -> floats = size <= floats.length ? floats : Arrays.copyOf(floats, capacity());
      case FLOAT64 ->
          doubles = size <= doubles.length ? doubles : Arrays.copyOf(doubles, capacity());
      case INT32, INT64 -> longs = size <= longs.length ? longs : Arrays.copyOf(longs, capacity());
    }
    return first;
  }

  private int capacity() {
    return Math.max(1024, (int) Math.min(Integer.MAX_VALUE - 8L, size + size / 2L));
  }

  float[] floats() {
    return floats;
  }

  double[] doubles() {
    return doubles;
  }

  long[] longs() {
    return longs;
  }

  /** Appends some of others. */
  void append(Numbers others, int from, int count) {
    int at = grow(count);
    switch (type) {
      case FLOAT32 -> System.arraycopy(others.floats, from, floats, at, count);
      case FLOAT64 -> System.arraycopy(others.doubles, from, doubles, at, count);
      case INT32, INT64 -> System.arraycopy(others.longs, from, longs, at, count);
    }
  }

  /** Appends others by their places. */
  void appendPlaces(Numbers others, int[] places, int count) {
    int at = grow(count);
    for (int i = 0; i < count; i++) {
      switch (type) {
        case FLOAT32 -> floats[at + i] = others.floats[places[i]];
        case FLOAT64 -> doubles[at + i] = others.doubles[places[i]];
        case INT32, INT64 -> longs[at + i] = others.longs[places[i]];
      }
    }
  }

  /** All of them. */
  Column column() {
    return switch (type) {
      case FLOAT32 -> new Column.Floats(Arrays.copyOf(floats, size));
      case FLOAT64 -> new Column.Doubles(Arrays.copyOf(doubles, size));
      case INT32, INT64 -> new Column.Longs(Arrays.copyOf(longs, size));
    };
  }
}
