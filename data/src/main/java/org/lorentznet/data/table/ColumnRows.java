package org.lorentznet.data.table;

import java.util.Arrays;
import org.lorentznet.jet.Column;

/** Chosen rows of a column. */
public final class ColumnRows {
  private ColumnRows() {}

  /**
   * The values at some rows.
   *
   * @param rows numbers of rows; the first {@code count} are taken
   */
  public static Column gather(Column column, int[] rows, int count) {
    return switch (column) {
      case Column.Floats(float[] values) -> {
        float[] kept = new float[count];
        for (int i = 0; i < count; i++) {
          kept[i] = values[rows[i]];
        }
        yield new Column.Floats(kept);
      }
      case Column.Doubles(double[] values) -> {
        double[] kept = new double[count];
        Arrays.setAll(kept, i -> values[rows[i]]);
        yield new Column.Doubles(kept);
      }
      case Column.Longs(long[] values) -> {
        long[] kept = new long[count];
        Arrays.setAll(kept, i -> values[rows[i]]);
        yield new Column.Longs(kept);
      }
    };
  }
}
