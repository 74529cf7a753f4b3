package org.lorentznet.data.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.lorentznet.data.file.ReadableFile;

/** Reads columns of numbers from comma separated values with a line of names. */
public final class CsvTable {
  static final String FORMAT = "CSV";

  private final ReadableFile file;
  private final List<String> names;

  private CsvTable(ReadableFile file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Reads the line of names.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is not text
   */
  public static CsvTable open(ReadableFile file) {
    return file.reading(
        FORMAT,
        () -> {
          try (CsvRows rows = begin(file)) {
            return new CsvTable(file, rows.heading());
          }
        });
  }

  private static CsvRows begin(ReadableFile file) throws IOException {
    return new CsvRows(file, Files.newBufferedReader(file.path(), StandardCharsets.UTF_8));
  }

  /** Names of the columns, in the file's order. */
  public List<String> names() {
    return names;
  }

  /**
   * Begins to read some columns.
   *
   * @param wanted names of columns that exist
   * @param single those of them to be read in single precision, as they were written
   */
  public CsvRows rows(Set<String> wanted, Set<String> single) {
    return file.reading(
        FORMAT,
        () -> {
          CsvRows rows = begin(file);
          rows.select(rows.heading(), wanted, single);
          return rows;
        });
  }
}
