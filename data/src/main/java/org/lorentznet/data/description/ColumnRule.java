package org.lorentznet.data.description;

import java.util.List;
import org.lorentznet.data.expression.Expression;

/** How a column of jets or constituents comes about. */
public sealed interface ColumnRule {
  /** A column of the file as it is, or computed from others. */
  record Computed(String name, Expression value) implements ColumnRule {}

  /**
   * A column of zeros and ones for each of some whole numbers, {@code name_11}, {@code name_13}.
   */
  record OneHot(String name, Expression value, List<Long> values) implements ColumnRule {
    public OneHot {
      values = List.copyOf(values);
    }
  }

  /** Every fitting column of the file whose name matches, as it is; {@code *} is anything. */
  record Matching(String pattern) implements ColumnRule {}
}
