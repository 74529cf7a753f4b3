package org.lorentznet.data.csv;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.data.table.TableWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

/**
 * Writes a table as comma separated values, a line of names first. Numbers are written so that they
 * read back exactly in their precision.
 */
public final class CsvTableWriter implements TableWriter {
  private final FileReplacement file;
  private Writer out;

  public CsvTableWriter(Path target, List<TableColumn> columns) {
    file = new FileReplacement(target);
    String names =
        columns.stream()
            .map(column -> quoted(column.name()))
            .collect(Collectors.joining(",", "", "\n"));
    file.writing(() -> {
      out = Files.newBufferedWriter(file.temporary());
      out.write(names);
    });
  }

  private static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void write(List<Column> columns) {
    file.writing(() -> {
      int rows = columns.getFirst().size();
      for (int row = 0; row < rows; row++) {
        for (int c = 0; c < columns.size(); c++) {
          out.write(c == 0 ? "" : ",");
          out.write(text(columns.get(c), row));
        }
        out.write('\n');
      }
    });
  }

  private static String text(Column column, int row) {
    return switch (column) {
      case Column.Floats(float[] values) -> Float.toString(values[row]);
      case Column.Doubles(double[] values) -> Double.toString(values[row]);
      case Column.Longs(long[] values) -> Long.toString(values[row]);
    };
  }

  @Override
  public void commit() {
    file.writing(out::close);
    file.commit();
  }

  @Override
  public void close() {
    try {
      file.writing(this::closeWriter);
    } finally {
      file.close();
    }
  }

  private void closeWriter() throws IOException {
    out.close();
  }
}
