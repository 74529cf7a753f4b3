package org.lorentznet.training;

import java.util.stream.IntStream;

/** What logits (jets x classes, row-major) say. */
final class ClassLogits {
  private ClassLogits() {}

  /**
   * What the jets weigh that have their highest logit in their true class; of equal ones the first
   * counts.
   */
  static double correct(float[] logits, int classes, int[] labels, double[] weights) {
    double correct = 0;
    for (int j = 0; j < labels.length; j++) {
      int highest = 0;
      for (int k = 1; k < classes; k++) {
        if (logits[j * classes + k] > logits[j * classes + highest]) {
          highest = k;
        }
      }
      if (highest == labels[j]) {
        correct += weights[j];
      }
    }
    return correct;
  }

  /** Places of the jets that have a logit which is not finite. */
  static int[] notFinite(float[] logits, int classes) {
    return IntStream.range(0, logits.length / classes)
        .filter(j ->
            IntStream.range(0, classes).anyMatch(k -> !Float.isFinite(logits[j * classes + k])))
        .toArray();
  }
}
