package org.lorentznet.data.columns;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/** Columns of a file that is not there, for tests of what is made of columns. */
public final class MemoryColumns implements ColumnSource {
  private final ReadableFile file;
  private final int blockRows;
  private final Map<String, FileColumn> columns = new LinkedHashMap<>();
  private final Map<String, RowValues> values = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  /**
   * @param name the file's, in messages
   * @param blockRows rows a block
   */
  public MemoryColumns(String name, int blockRows) {
    file = new ReadableFile(Path.of(name));
    this.blockRows = blockRows;
  }

  /** Adds a column with a number a row. */
  public MemoryColumns numbers(String name, Column numbers) {
    return add(
        new FileColumn(name, numbers.size(), NumberType.of(numbers), false, List.of()),
        RowValues.ofArrays(numbers, numbers.size(), 1));
  }

  /** Adds a column with a double a row. */
  public MemoryColumns numbers(String name, double... numbers) {
    return numbers(name, new Column.Doubles(numbers));
  }

  /** Adds a column with a list of doubles a row. */
  public MemoryColumns lists(String name, double[]... lists) {
    double[] all = Arrays.stream(lists).flatMapToDouble(Arrays::stream).toArray();
    return lists(name, new Column.Doubles(all), Arrays.stream(lists).mapToInt(l -> l.length));
  }

  /** Adds a column with a list of whole numbers a row. */
  public MemoryColumns lists(String name, long[]... lists) {
    long[] all = Arrays.stream(lists).flatMapToLong(Arrays::stream).toArray();
    return lists(name, new Column.Longs(all), Arrays.stream(lists).mapToInt(l -> l.length));
  }

  private MemoryColumns lists(String name, Column all, java.util.stream.IntStream lengths) {
    int[] sizes = lengths.toArray();
    int[] offsets = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      offsets[i + 1] = offsets[i] + sizes[i];
    }
    return add(
        new FileColumn(name, sizes.length, NumberType.of(all), true, List.of()),
        new RowValues(all, offsets));
  }

  /** Adds a column with an array a row. */
  public MemoryColumns arrays(String name, int rows, List<Integer> shape, Column all) {
    FileColumn column = new FileColumn(name, rows, NumberType.of(all), false, shape);
    return add(column, RowValues.ofArrays(all, rows, column.perEntry()));
  }

  /** Adds something that is no column. */
  public MemoryColumns other(String name, String what) {
    unreadable.put(name, what);
    return this;
  }

  private MemoryColumns add(FileColumn column, RowValues rows) {
    columns.put(column.name(), column);
    values.put(column.name(), rows);
    return this;
  }

  @Override
  public ReadableFile file() {
    return file;
  }

  @Override
  public List<FileColumn> columns() {
    return List.copyOf(columns.values());
  }

  @Override
  public Map<String, String> unreadable() {
    return unreadable;
  }

  @Override
  public ColumnStream open(Collection<String> names) {
    int rows = values.get(names.iterator().next()).rows();
    return new ColumnStream() {
      private int first;

      @Override
      public RowBlock next() {
        if (first == rows) {
          return null;
        }
        int count = Math.min(blockRows, rows - first);
        Map<String, RowValues> block = new LinkedHashMap<>();
        names.forEach(name -> block.put(name, part(values.get(name), first, first + count)));
        RowBlock made = new RowBlock(first, count, block);
        first += count;
        return made;
      }

      @Override
      public void close() {}
    };
  }

  private static RowValues part(RowValues rows, int from, int to) {
    int[] offsets = Arrays.copyOfRange(rows.offsets(), from, to + 1);
    Column values = rows.values().slice(offsets[0], offsets[to - from]);
    int begin = offsets[0];
    Arrays.setAll(offsets, i -> offsets[i] - begin);
    return new RowValues(values, offsets);
  }
}
