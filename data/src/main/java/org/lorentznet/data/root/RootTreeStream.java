package org.lorentznet.data.root;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;

/** The entries of some branches, from first to last or in any order. */
final class RootTreeStream implements ColumnStream, ColumnAccess {
  private final RootFile file;
  private final Map<String, BranchReader> readers = new LinkedHashMap<>();
  private final long rows;
  private final int blockRows;
  private long next;

  /**
   * @param file is closed with this
   * @param columns all of the same number of entries
   */
  RootTreeStream(RootFile file, List<BranchColumn> columns) {
    this.file = file;
    rows = columns.isEmpty() ? 0 : columns.getFirst().column().rows();
    long bytes = 0;
    for (BranchColumn column : columns) {
      readers.put(column.column().name(), new BranchReader(file, column));
      bytes += Math.max(0, column.bytes()) / Math.max(1, rows);
    }
    blockRows = RowBlock.rowsFor(bytes);
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
    RowBlock block = file.file().reading(RootFile.FORMAT, () -> block(first, count));
    next = first + count;
    return block;
  }

  /** Values of a column, or why there are none. */
  private record Outcome(RowValues values, RuntimeException problem) {}

  private RowBlock block(long first, int count) {
    // Decompressing takes nearly all the time. Of several damaged columns, always the first is
    // told.
    List<Outcome> outcomes =
        List.copyOf(readers.values()).parallelStream()
            .map(reader -> outcome(reader, first, count))
            .toList();
    Map<String, RowValues> values = new LinkedHashMap<>();
    int column = 0;
    for (String name : readers.keySet()) {
      Outcome outcome = outcomes.get(column++);
      if (outcome.problem() != null) {
        throw outcome.problem();
      }
      values.put(name, outcome.values());
    }
    return new RowBlock(first, count, values);
  }

  private Outcome outcome(BranchReader reader, long first, int count) {
    try {
      return new Outcome(reader.read(first, count), null);
    } catch (RuntimeException e) {
      return new Outcome(null, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
