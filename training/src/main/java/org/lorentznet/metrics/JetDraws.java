package org.lorentznet.metrics;

import org.lorentznet.numeric.RandomStream;

/**
 * Groups of alike jets, to be drawn anew: each jet Poisson(1) times. Weighted jets are drawn as a
 * Poisson number of jets of one weight that has their mean and variance (G. Bohm, G. Zech, Nucl.
 * Instrum. Meth. A 748 (2014) 1).
 */
final class JetDraws {
  private final double[] weights;
  private final PoissonDistribution[] counts;

  /**
   * @param sums of the jets' weights in each group
   * @param squares sums of the squares of the weights
   */
  JetDraws(double[] sums, double[] squares) {
    weights = new double[sums.length];
    counts = new PoissonDistribution[sums.length];
    for (int k = 0; k < sums.length; k++) {
      if (sums[k] > 0) {
        weights[k] = squares[k] / sums[k];
        counts[k] = new PoissonDistribution(sums[k] / weights[k]);
      }
    }
  }

  /** Sums of the weights of jets drawn anew. */
  double[] draw(RandomStream random) {
    double[] sums = new double[counts.length];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = counts[k] == null ? 0 : weights[k] * counts[k].draw(random);
    }
    return sums;
  }

  /** Sums of the squares of the weights of jets whose weights have these sums. */
  double[] squares(double[] sums) {
    double[] squares = new double[sums.length];
    for (int k = 0; k < sums.length; k++) {
      squares[k] = weights[k] * sums[k];
    }
    return squares;
  }
}
