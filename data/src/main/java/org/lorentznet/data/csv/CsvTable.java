package org.lorentznet.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Reads columns of numbers from comma separated values with a line of names. */
public final class CsvTable {
  private static final String FORMAT = "CSV";
  private static final int LONGEST_LINE = 1 << 20;

  private final ReadableFile file;
  private final List<String> names;

  private CsvTable(ReadableFile file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * Reads the line of names.
   *
   * @throws FileFormatException where the file is not text
   */
  public static CsvTable open(ReadableFile file) {
    return file.reading(
        FORMAT,
        () -> {
          try (BufferedReader in = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
            return new CsvTable(file, split(file, line(file, in)));
          }
        });
  }

  /** Names of the columns, in the file's order. */
  public List<String> names() {
    return names;
  }

  /**
   * Reads some columns, as doubles.
   *
   * @param wanted names of columns that exist
   * @param single those of them to be read in single precision, as they were written
   * @throws FileFormatException naming the line that has a missing or malformed number
   */
  public Map<String, Column> read(Set<String> wanted, Set<String> single) {
    return file.reading(
        FORMAT,
        () -> {
          List<String> order = names.stream().filter(wanted::contains).distinct().toList();
          int[] places = order.stream().mapToInt(names::indexOf).toArray();
          double[][] values = new double[places.length][1024];
          int rows = 0;
          try (BufferedReader in = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
            line(file, in);
            for (String line = line(file, in); line != null; line = line(file, in)) {
              if (line.isEmpty()) {
                continue;
              }
              List<String> cells = split(file, line);
              for (int c = 0; c < places.length; c++) {
                if (rows == values[c].length) {
                  values[c] = Arrays.copyOf(values[c], 2 * rows);
                }
                values[c][rows] =
                    number(cells, places[c], single.contains(order.get(c)), rows + 2L);
              }
              rows++;
            }
          }
          Map<String, Column> columns = new LinkedHashMap<>();
          for (int c = 0; c < places.length; c++) {
            columns.put(order.get(c), new Column.Doubles(Arrays.copyOf(values[c], rows)));
          }
          return columns;
        });
  }

  private double number(List<String> cells, int place, boolean single, long line) {
    String text = place < cells.size() ? cells.get(place).strip() : "";
    try {
      return single ? Float.parseFloat(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new FileFormatException(
          file,
          "line "
              + line
              + ", column '"
              + names.get(place)
              + "': '"
              + text.substring(0, Math.min(20, text.length()))
              + "' found, a number expected",
          e);
    }
  }

  /** The next line, or null; lines of a file that is no text may have no end. */
  private static String line(ReadableFile file, BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() == LONGEST_LINE) {
        throw new FileFormatException(
            file, "a line of more than " + LONGEST_LINE + " characters, a table expected");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static List<String> split(ReadableFile file, String line) {
    if (line == null) {
      throw new FileFormatException(file, "no line of names");
    }
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
