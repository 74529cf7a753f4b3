package org.lorentznet.data.columns;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Some rows of the columns that were asked for.
 *
 * @param first number of the first row in the file, from 0
 * @param columns values by name, of {@code rows} rows each
 */
public record RowBlock(long first, int rows, Map<String, RowValues> columns) {
  /** Rows a block: enough to amortise reading, a few MB in memory. */
  public static final int ROWS = 4096;

  /** Bytes a block may take in the file, where rows are unusually large. */
  private static final long BYTES = 1L << 26;

  public RowBlock {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    columns.forEach((name, values) -> {
      if (values.rows() != rows) {
        throw new IllegalArgumentException(
            "column " + name + " has " + values.rows() + " rows, expected " + rows);
      }
    });
  }

  /**
   * How many rows to put into a block.
   *
   * @param bytesPerRow of all columns read, uncompressed
   */
  public static int rowsFor(long bytesPerRow) {
    return (int) Math.clamp(BYTES / Math.max(1, bytesPerRow), 1, ROWS);
  }
}
