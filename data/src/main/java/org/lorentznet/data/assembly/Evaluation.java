package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.lorentznet.jet.Column;

/**
 * Computes expressions for some jets or constituents of a block.
 *
 * @param places where their numbers lie
 * @param quantities gives a quantity of each of them
 */
record Evaluation(BlockColumns columns, Places places, Function<Quantity, double[]> quantities) {

  /** The value of an expression for each. */
  double[] numbers(Bound bound) {
    List<double[]> inputs = new ArrayList<>();
    for (Input input : bound.inputs()) {
      inputs.add(
          switch (input) {
            case Input.OfColumn column -> columns.numbers(column, places);
            case Input.OfQuantity(Quantity quantity) -> quantities.apply(quantity);
          });
    }
    boolean name = bound.expression().plain().isPresent();
    return name ? inputs.getFirst() : bound.expression().evaluate(inputs, places.count());
  }

  /** Whether an expression is true for each; what is not a number is not true. */
  boolean[] test(Bound bound) {
    double[] numbers = numbers(bound);
    boolean[] results = new boolean[numbers.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = numbers[i] != 0 && !Double.isNaN(numbers[i]);
    }
    return results;
  }

  /** The value of an expression for each; as the file has it where it is but a column. */
  Column column(Bound bound) {
    if (bound.plainColumn().isPresent()) {
      return columns.gather(bound.plainColumn().get(), places);
    }
    double[] numbers = numbers(bound);
    boolean whole =
        bound.expression().plain().isPresent()
            && bound.inputs().getFirst() instanceof Input.OfQuantity(Quantity quantity)
            && quantity.whole();
    return whole
        ? new Column.Longs(Arrays.stream(numbers).mapToLong(number -> (long) number).toArray())
        : new Column.Doubles(numbers);
  }
}
