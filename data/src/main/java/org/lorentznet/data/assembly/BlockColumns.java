package org.lorentznet.data.assembly;

import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.table.ColumnRows;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** The columns of a block of rows, for gathering. */
record BlockColumns(ReadableFile file, RowBlock block) {
  /** The largest whole number up to which a double holds all. */
  private static final long LARGEST_EXACT = 1L << 53;

  /** The values of a column at some places, in the file's type. */
  Column gather(Input.OfColumn input, Places places) {
    int[] entries = places.at(input.level());
    Column values = values(input.column()).values();
    if (input.perEntry() == 1) {
      return ColumnRows.gather(values, entries, entries.length);
    }
    int[] at = new int[entries.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = entries[i] * input.perEntry() + input.pick();
    }
    return ColumnRows.gather(values, at, at.length);
  }

  /**
   * The values of a column at some places, as doubles.
   *
   * @throws FileFormatException for a whole number that a double does not hold
   */
  double[] numbers(Input.OfColumn input, Places places) {
    Column values = values(input.column()).values();
    int[] entries = places.at(input.level());
    int perEntry = input.perEntry();
    int pick = input.pick();
    double[] numbers = new double[entries.length];
    switch (values) {
      case Column.Floats(float[] floats) -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = floats[entries[i] * perEntry + pick];
        }
      }
      case Column.Doubles(double[] doubles) -> {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = doubles[entries[i] * perEntry + pick];
        }
      }
      case Column.Longs(long[] longs) -> {
        for (int i = 0; i < numbers.length; i++) {
          long value = longs[entries[i] * perEntry + pick];
          if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
            throw new FileFormatException(
                file,
                "column '"
                    + input.column().name()
                    + "' holds "
                    + value
                    + ", too large to compute with; it can be kept as it is");
          }
          numbers[i] = value;
        }
      }
    }
    return numbers;
  }

  RowValues values(FileColumn column) {
    return block.columns().get(column.name());
  }

  /**
   * Where each row's entries begin in a list column, or an array of one number a constituent: rows
   * + 1 ascending numbers.
   */
  int[] offsets(Input.OfColumn input) {
    int[] offsets = values(input.column()).offsets();
    if (input.perEntry() == 1) {
      return offsets;
    }
    int[] entries = new int[offsets.length];
    for (int row = 0; row < entries.length; row++) {
      entries[row] = offsets[row] / input.perEntry();
    }
    return entries;
  }

  /**
   * Where each row's entries begin in several columns that must agree.
   *
   * @throws FileFormatException naming the first row and two columns that do not
   */
  int[] offsets(Iterable<Input.OfColumn> inputs) {
    int[] expected = null;
    Input.OfColumn first = null;
    for (Input.OfColumn input : inputs) {
      int[] offsets = offsets(input);
      if (expected == null) {
        expected = offsets;
        first = input;
      } else {
        requireSame(first, expected, input, offsets);
      }
    }
    return expected;
  }

  private void requireSame(
      Input.OfColumn first, int[] expected, Input.OfColumn other, int[] offsets) {
    for (int row = 1; row < expected.length; row++) {
      if (offsets[row] != expected[row]) {
        throw new FileFormatException(
            file,
            "row "
                + (block.first() + row - 1)
                + " has "
                + (offsets[row] - offsets[row - 1])
                + " values in column '"
                + other.column().name()
                + "', "
                + (expected[row] - expected[row - 1])
                + " in column '"
                + first.column().name()
                + "'");
      }
    }
  }
}
