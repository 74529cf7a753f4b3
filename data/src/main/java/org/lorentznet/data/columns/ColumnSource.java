package org.lorentznet.data.columns;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ReadableFile;

/**
 * The columns of a file, or of one table of it, that can be read from the first row as often as
 * wanted. It holds what the file said when it was described, and keeps no file open.
 */
public interface ColumnSource {
  ReadableFile file();

  /** The columns that can be read, in the file's order. */
  List<FileColumn> columns();

  /**
   * What else the file has under a name, but cannot be read as a column: what it is, in words, by
   * name, e.g. {@code "text"}. For messages.
   */
  Map<String, String> unreadable();

  /**
   * Begins to read some columns at the first row.
   *
   * @param names of columns that there are, each once, of the same number of rows
   * @throws org.lorentznet.errors.FileFormatException where the file is gone or damaged
   */
  ColumnStream open(Collection<String> names);

  /**
   * Begins to read some columns in any order. Empty where that would be slow, see {@link
   * ColumnAccess#MOST_READ_IN_VAIN}.
   *
   * @param names as for {@link #open}
   * @throws org.lorentznet.errors.FileFormatException where the file is gone or damaged
   */
  default Optional<ColumnAccess> access(Collection<String> names) {
    return Optional.empty();
  }
}
