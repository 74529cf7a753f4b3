package org.lorentznet.data.table;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.jet.Column;

/** Columns in memory, for formats that need the number of rows before the first. */
public final class CollectedColumns {
  private final List<List<Column>> blocks = new ArrayList<>();

  public CollectedColumns(int columns) {
    for (int c = 0; c < columns; c++) {
      blocks.add(new ArrayList<>());
    }
  }

  /** Appends rows: values of each column in order. */
  public void add(List<Column> columns) {
    for (int c = 0; c < columns.size(); c++) {
      blocks.get(c).add(columns.get(c));
    }
  }

  /** Column {@code c} as a whole number array. */
  public long[] longs(int c) {
    long[] values = new long[rows(c)];
    int at = 0;
    for (Column block : blocks.get(c)) {
      long[] part = ((Column.Longs) block).values();
      System.arraycopy(part, 0, values, at, part.length);
      at += part.length;
    }
    return values;
  }

  /** Column {@code c} as a double array. */
  public double[] doubles(int c) {
    double[] values = new double[rows(c)];
    int at = 0;
    for (Column block : blocks.get(c)) {
      for (int i = 0; i < block.size(); i++) {
        values[at++] = block.asDouble(i);
      }
    }
    return values;
  }

  /** Column {@code c} in the precision of its first block. */
  public Column column(int c) {
    if (blocks.get(c).isEmpty()) {
      return new Column.Doubles(new double[0]);
    }
    return switch (blocks.get(c).getFirst()) {
      case Column.Longs longs -> new Column.Longs(longs(c));
      case Column.Doubles doubles -> new Column.Doubles(doubles(c));
      case Column.Floats floats -> {
        double[] exact = doubles(c);
        float[] values = new float[exact.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) exact[i];
        }
        yield new Column.Floats(values);
      }
    };
  }

  /** Number of rows of column {@code c}. */
  public int rows(int c) {
    int rows = 0;
    for (Column block : blocks.get(c)) {
      rows = Math.addExact(rows, block.size());
    }
    return rows;
  }
}
