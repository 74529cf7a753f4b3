package org.lorentznet.data.columns;

/** A pass over the rows of some columns, block by block, in the file's order. */
public interface ColumnStream extends AutoCloseable {
  /**
   * The next block, of at least one row; null behind the last. A block takes some megabytes,
   * whatever the size of the file ({@link RowBlock#rowsFor}).
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged, or has fewer rows
   *     than it said
   */
  RowBlock next();

  @Override
  void close();
}
