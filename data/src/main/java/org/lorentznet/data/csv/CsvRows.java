package org.lorentznet.data.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Some columns of a table, read line by line. */
public final class CsvRows implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;

  private final ReadableFile file;
  private final Reader in;
  private final char[] buffer = new char[1 << 16];
  private int filled;
  private int at;
  private long line;
  private int lineLength;

  private List<String> names = List.of();
  private boolean[] single = {};

  /** Which of the columns read a cell is, by its place; -1 for none. */
  private int[] columnOf = {};

  private final StringBuilder cell = new StringBuilder();

  CsvRows(ReadableFile file, Reader in) {
    this.file = file;
    this.in = in;
  }

  /** The cells of the line of names. */
  List<String> heading() throws IOException {
    List<String> cells = new ArrayList<>();
    if (!more()) {
      throw new FileFormatException(file, "no line of names");
    }
    line++;
    boolean last = false;
    while (!last) {
      last = cell(true);
      cells.add(cell.toString());
    }
    return cells;
  }

  /** Says which columns to read. */
  void select(List<String> heading, Set<String> wanted, Set<String> asFloats) {
    names = heading.stream().filter(wanted::contains).distinct().toList();
    single = new boolean[names.size()];
    columnOf = new int[heading.size()];
    for (int place = 0; place < columnOf.length; place++) {
      boolean first = heading.indexOf(heading.get(place)) == place;
      columnOf[place] = first ? names.indexOf(heading.get(place)) : -1;
    }
    for (int c = 0; c < single.length; c++) {
      single[c] = asFloats.contains(names.get(c));
    }
  }

  /**
   * The next rows, as doubles; none at the end.
   *
   * @throws FileFormatException naming the line that has a missing or malformed number
   */
  public Map<String, Column> next(int most) {
    return file.reading(
        CsvTable.FORMAT,
        () -> {
          double[][] values = new double[names.size()][Math.min(most, 1024)];
          int rows = 0;
          while (rows < most && more()) {
            if (buffer[at] == '\n' || buffer[at] == '\r') {
              line += buffer[at++] == '\n' ? 1 : 0;
              continue;
            }
            line++;
            for (int c = 0; c < values.length && rows == values[c].length; c++) {
              values[c] = Arrays.copyOf(values[c], Math.min(most, 2 * rows));
            }
            row(values, rows++);
          }
          Map<String, Column> columns = new LinkedHashMap<>();
          for (int c = 0; c < values.length; c++) {
            columns.put(names.get(c), new Column.Doubles(Arrays.copyOf(values[c], rows)));
          }
          return columns;
        });
  }

  private void row(double[][] values, int row) throws IOException {
    lineLength = 0;
    int found = 0;
    boolean last = false;
    for (int place = 0; !last; place++) {
      int column = place < columnOf.length ? columnOf[place] : -1;
      last = cell(column >= 0);
      if (column >= 0) {
        values[column][row] = number(column);
        found++;
      }
    }
    if (found < names.size()) {
      cell.setLength(0);
      number(found);
    }
  }

  private double number(int column) {
    String text = cell.toString().strip();
    try {
      return single[column] ? Float.parseFloat(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new FileFormatException(
          file,
          "line "
              + line
              + ", column '"
              + names.get(column)
              + "': '"
              + text.substring(0, Math.min(20, text.length()))
              + "' found, a number expected",
          e);
    }
  }

  /** Whether there is another character. */
  private boolean more() throws IOException {
    if (at == filled) {
      at = 0;
      filled = Math.max(0, in.read(buffer, 0, buffer.length));
    }
    return at < filled;
  }

  /**
   * Reads a cell and what ends it.
   *
   * @param keep whether to keep its characters, in {@link #cell}
   * @return whether the line ends with it
   */
  private boolean cell(boolean keep) throws IOException {
    cell.setLength(0);
    boolean quoted = false;
    while (more()) {
      char c = buffer[at++];
      if (lineLength++ == LONGEST_LINE) {
        throw new FileFormatException(
            file, "a line of more than " + LONGEST_LINE + " characters, a table expected");
      }
      if (c == '\n') {
        return true;
      }
      if (c == '"') {
        boolean doubled = quoted && more() && buffer[at] == '"';
        if (!doubled) {
          quoted = !quoted;
          continue;
        }
        at++;
      } else if (c == ',' && !quoted) {
        return false;
      } else if (c == '\r') {
        continue;
      }
      if (keep) {
        cell.append(c);
      }
    }
    return true;
  }

  @Override
  public void close() {
    file.reading(
        CsvTable.FORMAT,
        () -> {
          in.close();
          return null;
        });
  }
}
