package org.lorentznet.metrics;

/** How far two distributions are apart. */
final class JensenShannon {
  private JensenShannon() {}

  /**
   * The Jensen-Shannon divergence of two histograms in bits: 0 where they have the same shape, 1
   * where they share no bin (J. Lin, IEEE Trans. Inf. Theory 37 (1991) 145).
   *
   * @param p entries of each bin, with a sum above 0
   * @param q the same
   */
  static double divergence(double[] p, double[] q) {
    double allOfP = 0;
    double allOfQ = 0;
    for (int b = 0; b < p.length; b++) {
      allOfP += p[b];
      allOfQ += q[b];
    }
    double sum = 0;
    for (int b = 0; b < p.length; b++) {
      double one = p[b] / allOfP;
      double other = q[b] / allOfQ;
      sum += towards(one, (one + other) / 2) / 2 + towards(other, (one + other) / 2) / 2;
    }
    return Math.max(0, sum / StrictMath.log(2));
  }

  private static double towards(double value, double mean) {
    return value == 0 ? 0 : value * StrictMath.log(value / mean);
  }
}
