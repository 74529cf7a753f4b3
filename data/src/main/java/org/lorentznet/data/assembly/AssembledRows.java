package org.lorentznet.data.assembly;

import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.Jets;

/** The jets of any rows of a file, numbered from the first row on. */
final class AssembledRows implements JetAccess {
  private final JetAssembly assembly;
  private final ColumnAccess columns;

  /** The next row of a pass over all rows; negative where rows were read in another order. */
  private long next;

  AssembledRows(JetAssembly assembly, ColumnAccess columns) {
    this.assembly = assembly;
    this.columns = columns;
  }

  @Override
  public long rows() {
    return columns.rows();
  }

  @Override
  public Jets read(long first, int count) {
    RowBlock block = columns.read(first, count);
    if (first != next) {
      next = -1;
      return assembly.of(block).numberedFrom(first);
    }
    next += count;
    Jets jets = assembly.next(block).numberedFrom(first);
    if (next == columns.rows()) {
      assembly.end();
    }
    return jets;
  }

  @Override
  public void close() {
    columns.close();
  }
}
