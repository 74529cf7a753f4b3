package org.lorentznet.data.file;

/** The rows of an array, of the same number of bytes each, read from the first to the last. */
public interface RowSource {
  /**
   * The next rows, end to end, in C order.
   *
   * @param rows no more than there are left
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   */
  byte[] next(int rows);
}
