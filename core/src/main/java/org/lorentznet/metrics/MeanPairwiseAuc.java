package org.lorentznet.metrics;

import java.util.Arrays;

/**
 * The AUC of a tagger of several classes: the mean over ordered pairs of classes (a, b) of the
 * probability that a jet of a has a higher p_a than a jet of b (D. J. Hand, R. J. Till, Machine
 * Learning 45 (2001) 171), which papers on jets of many classes quote.
 *
 * <p>Its variance is DeLong's for a mean of areas: a jet's contributions to all of them are added
 * up, and the variance of the sum is taken within each class, so that correlations between the
 * pairs are in it.
 */
final class MeanPairwiseAuc {
  /** A variance below it is not the jets' but that of the arithmetic. */
  private static final double ROUNDING = 1e-30;

  private final TaggerOutput output;
  private final int[] labels;
  private final double[] weights;
  private final int[] present;

  private MeanPairwiseAuc(TaggerOutput output, int[] labels, double[] weights, int[] present) {
    this.output = output;
    this.labels = labels;
    this.weights = weights;
    this.present = present;
  }

  /**
   * The area over the classes that have jets.
   *
   * @param present classes with jets, 2 or more
   */
  static AucInterval of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, int[] present, double level) {
    return new MeanPairwiseAuc(output, labels, weightsOrNull, present).interval(level);
  }

  private AucInterval interval(double level) {
    double[] misplaced = misplaced();
    int classes = output.classes();
    double[] sums = new double[classes];
    double[] squares = new double[classes];
    double[] means = new double[classes];
    for (int j = 0; j < labels.length; j++) {
      sums[labels[j]] += weight(j);
      squares[labels[j]] += weight(j) * weight(j);
      means[labels[j]] += weight(j) * misplaced[j];
    }
    // 1 minus a pair's area is the mean over its signal, and again that over its background.
    double areas = present.length * (present.length - 1.0);
    double missing = 0;
    for (int c : present) {
      means[c] /= sums[c];
      missing += means[c] / (2 * areas);
    }
    double[] spreads = new double[classes];
    for (int j = 0; j < labels.length; j++) {
      double away = weight(j) * (misplaced[j] - means[labels[j]]) / areas;
      spreads[labels[j]] += away * away;
    }
    double variance = 0;
    double fewest = Double.POSITIVE_INFINITY;
    for (int c : present) {
      double jets = sums[c] / squares[c] * sums[c];
      variance += jets <= 1 ? Double.NaN : spreads[c] / (sums[c] * sums[c]) * (jets / (jets - 1));
      fewest = Math.min(fewest, jets);
    }
    if (variance < ROUNDING) {
      variance = 0;
    }
    AucInterval made = AucInterval.of(Math.max(0, 1 - missing), variance, fewest, level);
    return new AucInterval(
        made.auc(),
        made.standardError(),
        made.interval(),
        level,
        made.method() + ", mean over pairs of classes");
  }

  /**
   * For each jet the sum, over the areas it takes part in, of the fraction of the other class that
   * it is on the wrong side of: exactly 0 for every jet where classes are perfectly apart.
   */
  private double[] misplaced() {
    double[] misplaced = new double[labels.length];
    MidDistribution[] distributions = new MidDistribution[output.classes()];
    double[] scores = new double[labels.length];
    for (int a : present) {
      for (int j = 0; j < labels.length; j++) {
        scores[j] = output.score(j, a) + 0.0;
      }
      for (int b : present) {
        distributions[b] = distribution(scores, b);
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
    return misplaced;
  }

  private double weight(int jet) {
    return weights == null ? 1 : weights[jet];
  }

  private MidDistribution distribution(double[] scores, int label) {
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
        below[Arrays.binarySearch(distinct, scores[j]) + 1] += weight(j);
      }
    }
    for (int i = 1; i < below.length; i++) {
      below[i] += below[i - 1];
    }
    return new MidDistribution(distinct, below);
  }

  /** The fraction of a class's jets below a score, those at the score counting half. */
  private static final class MidDistribution {
    private final double[] distinct;
    private final double[] below;

    /**
     * @param distinct scores, ascending
     * @param below weight below each of them, and last of all
     */
    MidDistribution(double[] distinct, double[] below) {
      this.distinct = distinct;
      this.below = below;
    }

    double at(double score) {
      int place = Arrays.binarySearch(distinct, score);
      double sum = place >= 0 ? (below[place] + below[place + 1]) / 2 : below[-place - 1];
      return sum / below[below.length - 1];
    }
  }
}
