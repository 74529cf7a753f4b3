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
    JetChecks.require(output.jets(), output.classes(), labels, weightsOrNull);
    double sum = 0;
    double all = 0;
    for (int j = 0; j < labels.length; j++) {
      double weight = weightsOrNull == null ? 1 : weightsOrNull[j];
      sum += weight * output.crossEntropy(j, labels[j]);
      all += weight;
    }
    double mean = sum / all;
    if (Double.isNaN(mean)) {
      return Optional.empty();
    }
    double spread = 0;
    for (int j = 0; j < labels.length; j++) {
      double weight = weightsOrNull == null ? 1 : weightsOrNull[j];
      double away = weight * (output.crossEntropy(j, labels[j]) - mean);
      spread += away * away;
    }
    double half = StandardNormal.deviations(level) * Math.sqrt(spread) / all;
    return Optional.of(new MeanLoss(mean, new Interval(Math.max(0, mean - half), mean + half)));
  }
}
