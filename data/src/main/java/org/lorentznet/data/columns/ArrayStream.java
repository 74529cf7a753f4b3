package org.lorentznet.data.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.Column;

/** Blocks of columns whose rows all hold the same number of values. */
public final class ArrayStream implements ColumnStream {
  /** Reads the values of a column, from its first row to its last. */
  public interface Reader {
    /** All values of the next {@code rows} rows in turn. */
    Column next(int rows) throws Exception;
  }

  /** A column and how to read it. */
  public record ArrayColumn(FileColumn column, Reader reader) {}

  private final ReadableFile file;
  private final String format;
  private final List<ArrayColumn> columns;
  private final Runnable closing;
  private final long rows;
  private final int blockRows;
  private long first;

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

  @Override
  public RowBlock next() {
    if (first == rows) {
      return null;
    }
    int count = (int) Math.min(blockRows, rows - first);
    RowBlock block = file.reading(format, () -> read(count));
    first += count;
    return block;
  }

  private RowBlock read(int count) throws Exception {
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
