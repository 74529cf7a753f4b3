package org.lorentznet.data.assembly;

import java.util.List;
import java.util.Optional;
import org.lorentznet.data.expression.Expression;

/**
 * An expression whose names have been looked up.
 *
 * @param inputs for each of the expression's variables what it stands for
 */
record Bound(Expression expression, List<Input> inputs) {
  Bound {
    inputs = List.copyOf(inputs);
  }

  /** The columns it is computed from. */
  List<Input.OfColumn> columns() {
    return inputs.stream()
        .filter(Input.OfColumn.class::isInstance)
        .map(Input.OfColumn.class::cast)
        .toList();
  }

  /** The column that is all of it, where it is but a column. */
  Optional<Input.OfColumn> plainColumn() {
    return expression.plain().isPresent() && inputs.getFirst() instanceof Input.OfColumn column
        ? Optional.of(column)
        : Optional.empty();
  }

  /** Whether it takes what is known only once all four-momenta are. */
  boolean needsFourMomenta() {
    return inputs.stream()
        .anyMatch(input -> input instanceof Input.OfQuantity(Quantity q) && !q.ofPlace());
  }
}
