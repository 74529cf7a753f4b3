package org.lorentznet.data.table;

import java.util.List;
import org.lorentznet.jet.Column;

/**
 * Writes a table block by block. The file appears with {@link #commit}, complete, or not at all.
 */
public interface TableWriter extends AutoCloseable {
  /**
   * Appends rows.
   *
   * @param columns values of each column in order, all of the same number; whole numbers as {@link
   *     Column.Longs}, floating point in the column's precision
   */
  void write(List<Column> columns);

  /**
   * Completes the file.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  void commit();

  /** Removes what was written, unless committed. */
  @Override
  void close();
}
