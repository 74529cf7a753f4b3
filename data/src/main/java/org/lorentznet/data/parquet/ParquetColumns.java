package org.lorentznet.data.parquet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/** A Parquet file's columns of numbers and of lists of numbers. */
public final class ParquetColumns implements ColumnSource {
  private final ReadableFile file;
  private final long rows;
  private final List<FileColumn> columns = new ArrayList<>();
  private final Map<String, String> unreadable;

  /**
   * Reads which columns there are.
   *
   * @throws FileFormatException where the file is no Parquet, or damaged
   */
  public ParquetColumns(ReadableFile file) {
    this.file = file;
    try (ParquetTable table = ParquetTable.open(file)) {
      rows = table.rows();
      table
          .columns()
          .forEach((name, place) ->
              columns.add(new FileColumn(name, rows, place.numberType(), place.list(), List.of())));
      unreadable = table.others();
    }
  }

  @Override
  public ReadableFile file() {
    return file;
  }

  @Override
  public List<FileColumn> columns() {
    return columns;
  }

  @Override
  public Map<String, String> unreadable() {
    return unreadable;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the stream closes the table
  public ColumnStream open(Collection<String> names) {
    return new Stream(ParquetTable.open(file), List.copyOf(names));
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the stream closes the table
  public Optional<ColumnAccess> access(Collection<String> names) {
    ParquetTable table = ParquetTable.open(file);
    if (table.mostReadInVain() > ColumnAccess.MOST_READ_IN_VAIN) {
      table.close();
      return Optional.empty();
    }
    return Optional.of(new Stream(table, List.copyOf(names)));
  }

  private final class Stream implements ColumnStream, ColumnAccess {
    private final ParquetTable table;
    private final ParquetTable.Rows reading;
    private final List<String> names;
    private final int blockRows;
    private long next;

    Stream(ParquetTable table, List<String> names) {
      this.table = table;
      this.names = names;
      reading = table.read(names);
      blockRows = RowBlock.rowsFor(table.bytesPerRow(names));
    }

    @Override
    public long rows() {
      return rows;
    }

    @Override
    public RowBlock next() {
      return next == rows ? null : read(next, (int) Math.min(blockRows, rows - next));
    }

    @Override
    public RowBlock read(long first, int count) {
      if (first != next) {
        reading.seek(first);
      }
      reading.next(count);
      Map<String, RowValues> values = new LinkedHashMap<>();
      for (String name : names) {
        values.put(
            name,
            table.columns().get(name).list()
                ? new RowValues(reading.values(name), reading.offsets(name))
                : RowValues.ofArrays(reading.values(name), count, 1));
      }
      next = first + count;
      return new RowBlock(first, count, values);
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
