package org.lorentznet.metrics;

import org.lorentznet.errors.MismatchException;

/** What scores, labels and weights must satisfy before a figure is computed from them. */
final class JetChecks {
  private JetChecks() {}

  /**
   * As many labels and weights as jets, at least one jet, labels within the classes.
   *
   * @param first number of the first jet, for messages
   */
  static void require(long first, int jets, int classes, int[] labels, double[] weightsOrNull) {
    if (labels.length != jets) {
      throw new MismatchException(
          jets + " jets with scores but " + labels.length + " labels: they must be as many");
    }
    if (weightsOrNull != null && weightsOrNull.length != jets) {
      throw new MismatchException(
          jets
              + " jets with scores but "
              + weightsOrNull.length
              + " weights: they must be as many");
    }
    if (jets == 0) {
      throw new BadScoresException("no jets: there is nothing to evaluate");
    }
    for (int j = 0; j < jets; j++) {
      if (labels[j] < 0 || labels[j] >= classes) {
        throw BadScoresException.at(
            first + j, "label " + labels[j] + ", but the classes are 0 to " + (classes - 1));
      }
      if (weightsOrNull != null) {
        requireWeight(first + j, weightsOrNull[j]);
      }
    }
  }

  private static void requireWeight(long jet, double weight) {
    if (!(weight >= 0)) {
      throw BadScoresException.at(jet, "weight " + weight + ": weights must not be negative");
    }
    // Squares of weights are summed and must not leave the range of a double.
    if (weight != 0 && !(weight > 1e-100 && weight < 1e100)) {
      throw BadScoresException.at(
          jet, "weight " + weight + ": weights must be 0 or between 1e-100 and 1e100");
    }
  }

  static void requireFinite(int jet, double score) {
    if (!Double.isFinite(score)) {
      throw BadScoresException.at(jet, "score is " + score + ", a finite number expected");
    }
  }

  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new BadScoresException("confidence level " + level + " is not between 0 and 1");
    }
  }

  static void requireEfficiency(double efficiency) {
    if (!(efficiency > 0 && efficiency <= 1)) {
      throw new BadScoresException("signal efficiency " + efficiency + " is not between 0 and 1");
    }
  }
}
