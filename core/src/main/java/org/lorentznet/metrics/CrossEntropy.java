package org.lorentznet.metrics;

import java.util.OptionalDouble;

/** The loss that taggers are trained with. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The mean over jets of -ln of the probability of a jet's true class, in nats. From logits it is
   * exact however sure the tagger is; a probability below 2^-52 counts as 2^-52.
   *
   * @param labels a jet's class
   * @param weightsOrNull a jet's weight in the mean; null for a plain one
   * @return empty where the scores are no probabilities
   */
  public static OptionalDouble mean(TaggerOutput output, int[] labels, double[] weightsOrNull) {
    JetChecks.require(output.jets(), output.classes(), labels, weightsOrNull);
    double sum = 0;
    double all = 0;
    for (int j = 0; j < labels.length; j++) {
      double weight = weightsOrNull == null ? 1 : weightsOrNull[j];
      sum += weight * output.crossEntropy(j, labels[j]);
      all += weight;
    }
    double mean = sum / all;
    return Double.isNaN(mean) ? OptionalDouble.empty() : OptionalDouble.of(mean);
  }
}
