package org.lorentznet.metrics;

import java.util.Optional;

/** The loss that taggers are trained with. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The mean over jets of -ln of the probability of a jet's true class, in nats. From logits it is
   * exact however sure the tagger is; a probability below 2^-52 counts as 2^-52.
   *
   * @param labels a jet's class
   * @param weightsOrNull a jet's weight in the mean; null for a plain one
   * @param level confidence level of the interval
   * @return empty where the scores are no probabilities
   */
  public static Optional<MeanLoss> mean(
      TaggerOutput output, int[] labels, double[] weightsOrNull, double level) {
    Tally tally = new Tally();
    tally.add(new ScoredBlock(0, output, labels, weightsOrNull));
    return tally.mean(level);
  }

  /** Adds losses up, block by block. */
  static final class Tally implements JetTally {
    private final WeightedMoments moments = new WeightedMoments();

    @Override
    public void add(ScoredBlock block) {
      for (int j = 0; j < block.jets(); j++) {
        moments.add(block.output().crossEntropy(j, block.labels()[j]), block.weight(j));
      }
    }

    Optional<MeanLoss> mean(double level) {
      double mean = moments.mean();
      if (Double.isNaN(mean)) {
        return Optional.empty();
      }
      double half =
          StandardNormal.deviations(level) * Math.sqrt(moments.spread()) / moments.weight();
      return Optional.of(new MeanLoss(mean, new Interval(Math.max(0, mean - half), mean + half)));
    }
  }
}
