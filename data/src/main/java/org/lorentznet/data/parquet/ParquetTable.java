package org.lorentznet.data.parquet;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.file.RowRanges;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open Parquet file: its columns of numbers and of lists of numbers, read in blocks of rows. */
public final class ParquetTable implements AutoCloseable {
  static final String FORMAT = "Parquet";

  private static final int WHOLE_COLUMN_ROWS = 1 << 16;

  private final ReadableFile file;
  private final MemorySegment bytes;
  private final Footer footer;
  private final Arena arena;

  private ParquetTable(ReadableFile file, MemorySegment bytes, Footer footer, Arena arena) {
    this.file = file;
    this.bytes = bytes;
    this.footer = footer;
    this.arena = arena;
  }

  /**
   * Opens a file.
   *
   * @throws FileFormatException where it is not Parquet, or damaged
   */
  @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the table
  public static ParquetTable open(ReadableFile file) {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      ParquetTable table =
          file.reading(
              FORMAT,
              () -> {
                MemorySegment bytes = map(file, arena);
                return new ParquetTable(file, bytes, Footer.read(file, bytes), arena);
              });
      opened = true;
      return table;
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  private static MemorySegment map(ReadableFile file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  /** The columns that hold a number, or a list of numbers, a row, in the file's order. */
  Map<String, Leaf> columns() {
    return footer.schema().columns();
  }

  /** What the other columns hold, in words, by name. */
  Map<String, String> others() {
    return footer.schema().others();
  }

  /** Names of the columns that hold a number a row, in the file's order. */
  public List<String> numberColumns() {
    return names(false);
  }

  /** Names of the columns that hold a list of numbers a row, in the file's order. */
  public List<String> listColumns() {
    return names(true);
  }

  private List<String> names(boolean list) {
    return columns().entrySet().stream()
        .filter(column -> column.getValue().list() == list)
        .map(Entry::getKey)
        .toList();
  }

  /** Number of rows. */
  public long rows() {
    return footer.rows();
  }

  /** The text stored under a key of the file's metadata; null where there is none. */
  public String metadata(String key) {
    return footer.metadata().get(key);
  }

  /**
   * All values of a column that holds a number a row.
   *
   * @throws FileFormatException where there is no such column
   */
  public Column column(String name) {
    if (!numberColumns().contains(name)) {
      throw new FileFormatException(
          file, "no column '" + name + "'; found: " + String.join(", ", columns().keySet()));
    }
    CollectedColumns collected = new CollectedColumns(1);
    Rows rows = read(List.of(name));
    for (long row = 0; row < rows(); row += WHOLE_COLUMN_ROWS) {
      rows.next((int) Math.min(WHOLE_COLUMN_ROWS, rows() - row));
      collected.add(List.of(rows.values(name)));
    }
    return collected.column(0);
  }

  /**
   * Begins to read some columns, as long as the file is open.
   *
   * @param names of columns that there are
   */
  public Rows read(List<String> names) {
    return new Rows(names);
  }

  /** A pass over the rows of some columns, which are read side by side on all processors. */
  public final class Rows {
    private final Map<String, ColumnRows> columns = new LinkedHashMap<>();
    private final List<ColumnRows> order;

    private Rows(List<String> names) {
      for (String name : names) {
        columns.put(name, new ColumnRows(file, name, columns().get(name), bytes, footer.groups()));
      }
      order = List.copyOf(columns.values());
    }

    /**
     * Reads the next rows.
     *
     * @param count no more than there are left
     * @throws FileFormatException where the file is damaged
     */
    public void next(int count) {
      file.reading(
          FORMAT,
          () -> {
            RowRanges.forEach(order.size(), 1, (c, end) -> order.get(c).read(count));
            return null;
          });
    }

    /** The values of a column in the rows read last, those of all lists end to end. */
    public Column values(String name) {
      return columns.get(name).values();
    }

    /** Where the lists of a column begin in its values: rows + 1 ascending numbers. */
    public int[] offsets(String name) {
      return columns.get(name).offsets();
    }

    /** Goes to a row: it is the next. What lies before it in its row group is read in vain. */
    public void seek(long row) {
      List<Footer.Group> groups = footer.groups();
      int group = 0;
      while (row >= groups.get(group).first() + groups.get(group).rows()) {
        group++;
      }
      for (ColumnRows column : order) {
        column.seek(group);
      }
      int vain = (int) (row - groups.get(group).first());
      if (vain > 0) {
        next(vain);
      }
    }
  }

  /** Bytes that a row of some columns takes in memory, in the mean of the largest row group. */
  long bytesPerRow(List<String> names) {
    long most = 0;
    for (Footer.Group group : footer.groups()) {
      long values = 0;
      for (String name : names) {
        values += group.chunks().get(columns().get(name).index()).values();
      }
      most = Math.max(most, Long.BYTES * values / Math.max(1, group.rows()));
    }
    return most;
  }

  /** The most rows that {@link Rows#seek} reads in vain. */
  long mostReadInVain() {
    return footer.groups().stream().mapToLong(Footer.Group::rows).max().orElse(0);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
