package org.lorentznet.dataset;

import org.lorentznet.jet.Jets;

/** Reads cells, wherever their jets are. For one thread at a time. */
interface CellReader extends AutoCloseable {
  /** The jets of a cell. */
  Jets read(int cell);

  @Override
  void close();
}
