package org.lorentznet.data.jets;

import java.util.List;
import java.util.stream.IntStream;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.jet.Column;

/** Labels as they must be: whole numbers from 0, less than the number of classes. */
public final class ClassLabels {
  /** More classes than any task has: a larger label is no class but something else. */
  public static final int MOST_CLASSES = 1000;

  private ClassLabels() {}

  /**
   * Checks labels.
   *
   * @param source the file, for the message
   * @param firstJet number of the first value's jet
   * @throws BadJetException naming the first jet whose label is no class
   */
  public static int[] check(Object source, long firstJet, Column values, int classes) {
    int[] labels = new int[values.size()];
    for (int i = 0; i < labels.length; i++) {
      String fault = fault(values, i, classes);
      if (fault != null) {
        throw new BadJetException(source, firstJet + i, fault);
      }
      labels[i] = (int) values.asDouble(i);
    }
    return labels;
  }

  /** What is wrong with label {@code i}, in words that follow the jet's name; null if nothing. */
  public static String fault(Column values, int i, int classes) {
    double value = values.asDouble(i);
    if (value >= 0 && value < classes && value == Math.rint(value)) {
      return null;
    }
    String found =
        values instanceof Column.Longs longs
            ? Long.toString(longs.values()[i])
            : Double.toString(value);
    return "has label " + found + " (a whole number from 0 to " + (classes - 1) + " expected)";
  }

  /**
   * Names for classes that the source does not name: their numbers.
   *
   * @param largest the largest label found
   */
  public static List<String> numbered(int largest) {
    // A file that holds one class only is still a part of a task with two.
    return IntStream.rangeClosed(0, Math.max(1, largest)).mapToObj(Integer::toString).toList();
  }
}
