package org.lorentznet.metrics;

import java.util.Arrays;

/**
 * What each jet takes from the area under a tagger's ROC curve, or from the mean of the areas over
 * ordered pairs of classes (a, b), which is the probability that a jet of a has a higher p_a than a
 * jet of b. DeLong's variance of an area, of a mean of areas and of a difference of two is the
 * variance of these contributions within each class; a jet's contributions to all areas are added
 * up, so that correlations between them are in it.
 */
final class AucContributions {
  /** A variance below it is not the jets' but that of the arithmetic. */
  private static final double ROUNDING = 1e-30;

  private final int[] labels;
  private final double[] weights;
  private final int[] present;
  private final double areas;
  private final double[] misplaced;

  private AucContributions(
      int[] labels, double[] weights, int[] present, double areas, double[] misplaced) {
    this.labels = labels;
    this.weights = weights;
    this.present = present;
    this.areas = areas;
    this.misplaced = misplaced;
  }

  /**
   * The contributions of all jets.
   *
   * @param present classes with jets, 2 or more
   */
  static AucContributions of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, int[] present) {
    // Of two classes both areas are the same one.
    int[] ranked = output.classes() == 2 ? new int[] {1} : present;
    double[] misplaced = new double[labels.length];
    MidDistribution[] distributions = new MidDistribution[output.classes()];
    double[] scores = new double[labels.length];
    for (int a : ranked) {
      for (int j = 0; j < labels.length; j++) {
        scores[j] = output.score(j, a) + 0.0;
      }
      for (int b : present) {
        distributions[b] = MidDistribution.of(scores, labels, weightsOrNull, b);
      }
      for (int j = 0; j < labels.length; j++) {
        if (labels[j] != a) {
          misplaced[j] += distributions[a].at(scores[j]);
          continue;
        }
        for (int b : present) {
          if (b != a) {
            misplaced[j] += 1 - distributions[b].at(scores[j]);
          }
        }
      }
    }
    return new AucContributions(
        labels, weightsOrNull, present, ranked.length * (present.length - 1.0), misplaced);
  }

  /** What the jets take from the area of another tagger, less what they take from this one's. */
  AucContributions lessThan(AucContributions other) {
    double[] differences = new double[misplaced.length];
    for (int j = 0; j < differences.length; j++) {
      differences[j] = other.misplaced[j] - misplaced[j];
    }
    return new AucContributions(labels, weights, present, areas, differences);
  }

  /** 1 minus the mean area. */
  double missing() {
    // 1 minus a pair's area is the mean over its signal, and again that over its background.
    double missing = 0;
    for (int c : present) {
      missing += meanOf(c) / (2 * areas);
    }
    return missing;
  }

  private double meanOf(int label) {
    double sum = 0;
    double all = 0;
    for (int j = 0; j < labels.length; j++) {
      if (labels[j] == label) {
        sum += weight(j) * misplaced[j];
        all += weight(j);
      }
    }
    return sum / all;
  }

  /** DeLong's variance of the mean area; NaN where a class has a single jet. */
  double variance() {
    double variance = 0;
    for (int c : present) {
      double mean = meanOf(c);
      double all = 0;
      double squares = 0;
      double spread = 0;
      for (int j = 0; j < labels.length; j++) {
        if (labels[j] == c) {
          double away = weight(j) * (misplaced[j] - mean) / areas;
          all += weight(j);
          squares += weight(j) * weight(j);
          spread += away * away;
        }
      }
      double jets = all / squares * all;
      variance += jets <= 1 ? Double.NaN : spread / (all * all) * (jets / (jets - 1));
    }
    return variance < ROUNDING ? 0 : variance;
  }

  /** Kish's effective number of jets of the class that has the fewest. */
  double fewest() {
    double fewest = Double.POSITIVE_INFINITY;
    for (int c : present) {
      double all = 0;
      double squares = 0;
      for (int j = 0; j < labels.length; j++) {
        if (labels[j] == c) {
          all += weight(j);
          squares += weight(j) * weight(j);
        }
      }
      fewest = Math.min(fewest, all / squares * all);
    }
    return fewest;
  }

  private double weight(int jet) {
    return weights == null ? 1 : weights[jet];
  }

  /**
   * The fraction of a class's jets below a score, those at the score counting half.
   *
   * @param distinct scores, ascending
   * @param below weight below each of them, and last of all
   */
  private record MidDistribution(double[] distinct, double[] below) {
    static MidDistribution of(double[] scores, int[] labels, double[] weightsOrNull, int label) {
      int count = 0;
      double[] own = new double[scores.length];
      for (int j = 0; j < scores.length; j++) {
        if (labels[j] == label) {
          own[count++] = scores[j];
        }
      }
      double[] distinct = RocCurve.sortedDistinct(Arrays.copyOf(own, count));
      double[] below = new double[distinct.length + 1];
      for (int j = 0; j < scores.length; j++) {
        if (labels[j] == label) {
          below[Arrays.binarySearch(distinct, scores[j]) + 1] +=
              weightsOrNull == null ? 1 : weightsOrNull[j];
        }
      }
      for (int i = 1; i < below.length; i++) {
        below[i] += below[i - 1];
      }
      return new MidDistribution(distinct, below);
    }

    double at(double score) {
      int place = Arrays.binarySearch(distinct, score);
      double sum = place >= 0 ? (below[place] + below[place + 1]) / 2 : below[-place - 1];
      return sum / below[below.length - 1];
    }
  }
}
