package org.lorentznet.data.columns;

import org.lorentznet.jet.Column;

/**
 * The numbers of a column in some rows, those of all rows end to end: of row {@code i} they are the
 * values {@code offsets[i]} to {@code offsets[i + 1] - 1}, arrays in C order. Not to be written to.
 *
 * @param offsets rows + 1 ascending numbers, from 0 to the number of values
 */
public record RowValues(Column values, int[] offsets) {
  public RowValues {
    int rows = offsets.length - 1;
    if (rows < 0 || offsets[0] != 0 || offsets[rows] != values.size()) {
      throw new IllegalArgumentException("offsets do not span the " + values.size() + " values");
    }
    for (int row = 0; row < rows; row++) {
      if (offsets[row + 1] < offsets[row]) {
        throw new IllegalArgumentException("offsets fall at row " + row);
      }
    }
  }

  /**
   * Rows of the same number of values each.
   *
   * @param perRow values a row
   */
  public static RowValues ofArrays(Column values, int rows, int perRow) {
    int[] offsets = new int[rows + 1];
    for (int row = 0; row <= rows; row++) {
      offsets[row] = row * perRow;
    }
    return new RowValues(values, offsets);
  }

  /** Number of rows. */
  public int rows() {
    return offsets.length - 1;
  }
}
