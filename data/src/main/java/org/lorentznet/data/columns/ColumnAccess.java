package org.lorentznet.data.columns;

/** The rows of some columns in any order. For one thread at a time. */
public interface ColumnAccess extends AutoCloseable {
  /** Rows of a pass may be read in vain, but no more than so many for each place one goes to. */
  int MOST_READ_IN_VAIN = 8192;

  /** Number of rows. */
  long rows();

  /**
   * The rows {@code first} to {@code first + count - 1}.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   */
  RowBlock read(long first, int count);

  @Override
  void close();
}
