package org.lorentznet.data.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.Column;

/** Blocks of columns whose rows all hold the same number of values, or any of their rows. */
public final class ArrayStream implements ColumnStream, ColumnAccess {
  /** Reads the values of a column. */
  public interface Reader {
    /** All values of the next {@code rows} rows in turn. */
    Column next(int rows) throws Exception;

    /** Whether {@link #seek} is possible without reading what lies before. */
    boolean seekable();

    /** Goes to a row: it is the next. */
    void seek(long row);
  }

  /** A column and how to read it. */
  public record ArrayColumn(FileColumn column, Reader reader) {}

  private final ReadableFile file;
  private final String format;
  private final List<ArrayColumn> columns;
  private final Runnable closing;
  private final long rows;
  private final int blockRows;
  private long next;

  /**
   * @param format e.g. {@code "HDF5"}, for messages
   * @param columns of the same number of rows, at least one
   * @param bytesPerRow of all columns, in the file, uncompressed
   * @param closing what to close in the end
   */
  public ArrayStream(
      ReadableFile file,
      String format,
      List<ArrayColumn> columns,
      long bytesPerRow,
      Runnable closing) {
    this.file = file;
    this.format = format;
    this.columns = List.copyOf(columns);
    this.closing = closing;
    rows = columns.getFirst().column().rows();
    blockRows = RowBlock.rowsFor(bytesPerRow);
  }

  /** These rows in any order; empty, and all closed, where that would be slow. */
  public Optional<ColumnAccess> inAnyOrder() {
    if (columns.stream().allMatch(column -> column.reader().seekable())) {
      return Optional.of(this);
    }
    close();
    return Optional.empty();
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
    RowBlock block = file.reading(format, () -> block(first, count));
    next = first + count;
    return block;
  }

  private RowBlock block(long first, int count) throws Exception {
    if (first != next) {
      columns.forEach(column -> column.reader().seek(first));
    }
    Map<String, RowValues> values = new LinkedHashMap<>();
    for (ArrayColumn column : columns) {
      values.put(
          column.column().name(),
          RowValues.ofArrays(column.reader().next(count), count, column.column().perEntry()));
    }
    return new RowBlock(first, count, values);
  }

  @Override
  public void close() {
    closing.run();
  }
}
