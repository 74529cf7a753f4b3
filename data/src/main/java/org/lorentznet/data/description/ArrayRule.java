package org.lorentznet.data.description;

import java.util.List;

/**
 * A column made of others.
 *
 * @param name of the new column
 * @param column that holds the numbers, or a pattern with one {@code *} for columns numbered from
 *     0, each a number a row
 * @param shape to give to each row's numbers, of which further ones are left out; empty for that
 *     which the column has
 * @param particlesLast whether the last index counts constituents, and has to be made the first
 */
public record ArrayRule(String name, String column, List<Integer> shape, boolean particlesLast) {
  public ArrayRule {
    shape = List.copyOf(shape);
  }

  /** Whether the numbers are in columns of their own. */
  public boolean numbered() {
    return column.contains("*");
  }
}
