package org.lorentznet.data.file;

import org.lorentznet.jet.Column;

/**
 * Numbers in a file, one a row, read from the first to the last.
 *
 * @param size how many there are
 * @param rows where they come from
 * @param type how they lie in bytes
 */
public record NumberList(long size, RowSource rows, ElementType type) {
  /**
   * The next numbers.
   *
   * @param count no more than there are left
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   */
  public Column next(int count) {
    return type.column(rows.next(count), 0, type.bytes(), count);
  }

  /** All numbers. */
  public Column all() {
    return next(Math.toIntExact(size));
  }
}
