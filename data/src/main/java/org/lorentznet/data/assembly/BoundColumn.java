package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lorentznet.data.assembly.ColumnNames.Scope;
import org.lorentznet.data.description.ColumnRule;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.jet.Column;

/**
 * A column of jets or constituents, looked up in a file.
 *
 * @param named whether the user named it; else it came along with others
 */
record BoundColumn(String name, Bound value, Kind kind, boolean named) {
  /** What is made of the value. */
  sealed interface Kind {
    /** The value. */
    record Value() implements Kind {}

    /** Whether it equals a whole number. */
    record Equals(long number) implements Kind {}
  }

  /** The column's values. */
  Column column(Evaluation evaluation) {
    if (!(kind instanceof Kind.Equals(long number))) {
      return evaluation.column(value);
    }
    double[] numbers = evaluation.numbers(value);
    long[] hot = new long[numbers.length];
    for (int i = 0; i < hot.length; i++) {
      hot[i] = numbers[i] == number ? 1 : 0;
    }
    return new Column.Longs(hot);
  }

  /**
   * Looks up the columns that rules give, in the rules' order.
   *
   * @param levels at which columns that match a pattern may be
   * @param used names of columns that patterns leave out, because they are something else already
   */
  static List<BoundColumn> bind(
      List<ColumnRule> rules,
      ColumnNames names,
      Scope scope,
      Collection<Level> levels,
      Set<String> used) {
    Map<String, BoundColumn> columns = new LinkedHashMap<>();
    Set<String> taken = new LinkedHashSet<>(used);
    for (ColumnRule rule : rules) {
      for (BoundColumn column : bind(rule, names, scope, levels, taken)) {
        if (columns.put(column.name(), column) != null) {
          throw names.wrong(
              column.value().expression(), "there are two columns '" + column.name() + "'");
        }
        taken.add(column.name());
      }
    }
    return List.copyOf(columns.values());
  }

  private static List<BoundColumn> bind(
      ColumnRule rule,
      ColumnNames names,
      Scope scope,
      Collection<Level> levels,
      Set<String> taken) {
    List<BoundColumn> columns = new ArrayList<>();
    switch (rule) {
      case ColumnRule.Computed(String name, Expression value) ->
          columns.add(new BoundColumn(name, names.bind(value, scope), new Kind.Value(), true));
      case ColumnRule.OneHot(String name, Expression value, List<Long> numbers) -> {
        Bound bound = names.bind(value, scope);
        for (long number : numbers) {
          columns.add(new BoundColumn(name + "_" + number, bound, new Kind.Equals(number), true));
        }
      }
      case ColumnRule.Matching(String pattern) -> {
        for (Input.OfColumn input : names.matching(pattern, levels)) {
          String name = input.column().name();
          if (!taken.contains(name)) {
            Bound bound = new Bound(Expression.ofColumn(name), List.of(input));
            columns.add(new BoundColumn(name, bound, new Kind.Value(), false));
          }
        }
      }
    }
    return columns;
  }
}
