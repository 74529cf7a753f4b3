package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/** How numbers of a kind lie in a basket, the highest byte first, and what they come out as. */
sealed interface NumberCode permits PlainNumber, PackedNumber {
  /** Bytes a number. */
  int bytes();

  /** What the numbers come out as. */
  NumberType type();

  /**
   * Decodes numbers that lie end to end.
   *
   * @param at byte of the first
   * @param to of {@link #type}
   * @param first index in {@code to} of the first
   */
  void decode(ByteBuffer from, int at, int count, Column to, int first);

  /** Room for numbers of this kind. */
  default Column room(int count) {
    return switch (type()) {
      case FLOAT32 -> new Column.Floats(new float[count]);
      case FLOAT64 -> new Column.Doubles(new double[count]);
      case INT32, INT64 -> new Column.Longs(new long[count]);
    };
  }
}
