package org.lorentznet.data.jets;

import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.RowSource;
import org.lorentznet.jet.Column;

/**
 * An array with a row a jet, read from its first row to its last.
 *
 * @param perJet numbers a row
 */
public record JetArray(String name, RowSource rows, ElementType type, int perJet) {
  /** Bytes a row. */
  public long bytesPerJet() {
    return (long) perJet * type.bytes();
  }

  /** All numbers of the next {@code jets} rows in turn. */
  public Column next(int jets) {
    return type.column(rows.next(jets), 0, type.bytes(), Math.multiplyExact(jets, perJet));
  }
}
