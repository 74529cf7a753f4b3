package org.lorentznet.data.assembly;

import org.lorentznet.data.columns.FileColumn;

/** What a name in an expression stands for. */
sealed interface Input {
  /**
   * Numbers of a column: of entry {@code e} it is the value {@code e * perEntry + pick}.
   *
   * @param level whose entries they are
   * @param perEntry values an entry
   */
  record OfColumn(Level level, FileColumn column, int perEntry, int pick) implements Input {}

  /** What follows from four-momenta or place. */
  record OfQuantity(Quantity quantity) implements Input {}
}
