package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.data.description.ArrayRule;
import org.lorentznet.data.description.Description;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.table.ColumnRows;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** The columns of a file, and beside them those that are made of others by a new order. */
final class ShapedColumns implements ColumnSource {
  /**
   * A column made of others.
   *
   * @param from columns whose numbers are taken, those of the first first
   * @param order for each number of a row its place among those of all {@code from}
   */
  private record Shaped(FileColumn column, List<FileColumn> from, int[] order) {
    RowValues values(RowBlock block) {
      int rows = block.rows();
      int[] at = new int[Math.multiplyExact(rows, order.length)];
      if (from.size() == 1) {
        int perRow = from.getFirst().perEntry();
        for (int row = 0, to = 0; row < rows; row++) {
          for (int place : order) {
            at[to++] = row * perRow + place;
          }
        }
        Column values = block.columns().get(from.getFirst().name()).values();
        return RowValues.ofArrays(ColumnRows.gather(values, at, at.length), rows, order.length);
      }
      return RowValues.ofArrays(interleaved(block), rows, order.length);
    }

    private Column interleaved(RowBlock block) {
      List<Column> parts =
          from.stream().map(part -> block.columns().get(part.name()).values()).toList();
      int rows = block.rows();
      double[] numbers = new double[Math.multiplyExact(rows, order.length)];
      for (int i = 0; i < order.length; i++) {
        for (int row = 0; row < rows; row++) {
          numbers[row * order.length + i] = parts.get(order[i]).asDouble(row);
        }
      }
      return switch (column.type()) {
        case FLOAT32 -> floats(numbers);
        case FLOAT64 -> new Column.Doubles(numbers);
        case INT32, INT64 ->
            new Column.Longs(Arrays.stream(numbers).mapToLong(number -> (long) number).toArray());
      };
    }

    private static Column floats(double[] numbers) {
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) numbers[i];
      }
      return new Column.Floats(values);
    }
  }

  private final ColumnSource file;
  private final Map<String, Shaped> shaped = new LinkedHashMap<>();

  private ColumnNames names;

  private ShapedColumns(ColumnSource file) {
    this.file = file;
  }

  /**
   * The columns of a file and those that a description makes of them.
   *
   * @throws FileFormatException where the columns are not there, or not of the shape
   */
  static ColumnSource of(ColumnSource file, Description description) {
    if (description.arrays().isEmpty()) {
      return file;
    }
    ShapedColumns columns = new ShapedColumns(file);
    columns.names = new ColumnNames(file, description.name(), List.of(), List.of());
    for (ArrayRule rule : description.arrays()) {
      columns.shaped.put(rule.name(), columns.shaped(rule, description.name()));
    }
    return columns;
  }

  private Shaped shaped(ArrayRule rule, String description) {
    List<FileColumn> from = rule.numbered() ? numbered(rule) : List.of(names.column(rule.column()));
    FileColumn first = from.getFirst();
    if (first.ragged()) {
      throw wrong(rule, description, "is a list a row, an array expected");
    }
    int numbers = rule.numbered() ? from.size() : first.perEntry();
    List<Integer> shape = rule.shape();
    if (shape.isEmpty()) {
      shape = rule.numbered() ? List.of(numbers) : first.shape();
    }
    FileColumn given = new FileColumn(rule.name(), first.rows(), type(from), false, shape);
    if (given.perEntry() > numbers) {
      throw wrong(
          rule, description, "has " + numbers + " numbers a row, the shape " + shape + " has more");
    }
    int[] order = new int[given.perEntry()];
    Arrays.setAll(order, i -> i);
    return rule.particlesLast() ? turned(given, from) : new Shaped(given, from, order);
  }

  /** The last index made the first. */
  private static Shaped turned(FileColumn given, List<FileColumn> from) {
    int last = given.shape().getLast();
    int others = given.perEntry() / Math.max(1, last);
    int[] order = new int[given.perEntry()];
    for (int i = 0; i < last; i++) {
      for (int other = 0; other < others; other++) {
        order[i * others + other] = other * last + i;
      }
    }
    List<Integer> shape = new ArrayList<>();
    shape.add(last);
    shape.addAll(given.shape().subList(0, given.shape().size() - 1));
    return new Shaped(
        new FileColumn(given.name(), given.rows(), given.type(), false, shape), from, order);
  }

  private static NumberType type(List<FileColumn> from) {
    Set<NumberType> types = new LinkedHashSet<>();
    from.forEach(column -> types.add(column.type()));
    return types.size() == 1 ? types.iterator().next() : NumberType.FLOAT64;
  }

  /** The columns {@code X_0}, {@code X_1} ..., in the order of their numbers. */
  private List<FileColumn> numbered(ArrayRule rule) {
    Pattern pattern =
        Pattern.compile(
            ColumnNames.pattern(rule.column()).pattern().replaceFirst("\\.\\*", "(\\\\d{1,6})"));
    Map<Integer, FileColumn> found = new LinkedHashMap<>();
    for (FileColumn column : file.columns()) {
      Matcher matcher = pattern.matcher(column.name());
      if (matcher.matches() && !column.ragged() && column.shape().isEmpty()) {
        found.put(Integer.valueOf(matcher.group(1)), column);
      }
    }
    List<FileColumn> columns = new ArrayList<>();
    found.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(entry -> columns.add(entry.getValue()));
    if (columns.isEmpty()) {
      // Says what is there instead.
      names.matching(rule.column(), List.of(Level.ROW));
      throw new FileFormatException(
          file.file(), "no columns are numbered like '" + rule.column() + "'");
    }
    int last = found.keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
    int first = found.keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
    if (last - first + 1 != columns.size() || first > 1) {
      throw new FileFormatException(
          file.file(),
          "the columns like '"
              + rule.column()
              + "' are numbered from "
              + first
              + " to "
              + last
              + ", but there are "
              + columns.size());
    }
    return columns;
  }

  private FileFormatException wrong(ArrayRule rule, String description, String problem) {
    return new FileFormatException(
        file.file(),
        "column '"
            + rule.column()
            + "' "
            + problem
            + " ('arrays."
            + rule.name()
            + "' of "
            + description
            + ")");
  }

  @Override
  public ReadableFile file() {
    return file.file();
  }

  @Override
  public List<FileColumn> columns() {
    Map<String, FileColumn> columns = new LinkedHashMap<>();
    file.columns().forEach(column -> columns.put(column.name(), column));
    shaped.forEach((name, column) -> columns.put(name, column.column()));
    return List.copyOf(columns.values());
  }

  @Override
  public Map<String, String> unreadable() {
    return file.unreadable();
  }

  @Override
  public ColumnStream open(Collection<String> wanted) {
    ColumnStream stream = file.open(needed(wanted));
    return new ColumnStream() {
      @Override
      public RowBlock next() {
        RowBlock block = stream.next();
        return block == null ? null : shaped(block, wanted);
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  @Override
  public Optional<ColumnAccess> access(Collection<String> wanted) {
    return file.access(needed(wanted))
        .map(access ->
            new ColumnAccess() {
              @Override
              public long rows() {
                return access.rows();
              }

              @Override
              public RowBlock read(long first, int count) {
                return shaped(access.read(first, count), wanted);
              }

              @Override
              public void close() {
                access.close();
              }
            });
  }

  /** The columns of the file from which others are made. */
  private Set<String> needed(Collection<String> wanted) {
    Set<String> ofFile = new LinkedHashSet<>();
    for (String name : wanted) {
      Shaped column = shaped.get(name);
      if (column == null) {
        ofFile.add(name);
      } else {
        column.from().forEach(part -> ofFile.add(part.name()));
      }
    }
    return ofFile;
  }

  private RowBlock shaped(RowBlock block, Collection<String> wanted) {
    Map<String, RowValues> values = new LinkedHashMap<>();
    for (String name : wanted) {
      Shaped column = shaped.get(name);
      values.put(name, column == null ? block.columns().get(name) : column.values(block));
    }
    return new RowBlock(block.first(), block.rows(), values);
  }
}
