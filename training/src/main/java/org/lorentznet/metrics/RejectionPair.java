package org.lorentznet.metrics;

/**
 * The rejections of two taggers at the same signal efficiency, on the same jets.
 *
 * @param first the first tagger's cut
 * @param second the second's
 * @param labels 1 for signal, 0 for background
 * @param weights of each jet, or null
 */
record RejectionPair(CutJets first, CutJets second, int[] labels, double[] weights) {

  PairedRejection compare(double level) {
    double efficiency = first.point().efficiencyAsked();
    McNemar differing = differing();
    double one = first.backgroundEfficiency();
    double other = second.backgroundEfficiency();
    if (one == 0 || other == 0) {
      return new PairedRejection(
          efficiency,
          Double.NaN,
          new Interval(0, Double.POSITIVE_INFINITY),
          differing,
          weights == null ? differing.pValue() : 1);
    }
    double logRatio = StrictMath.log(other / one);
    double error = Math.sqrt(logVariance());
    double half = StandardNormal.deviations(level) * error;
    double normal = error == 0 ? 1 : StandardNormal.twoSided(logRatio / error);
    return new PairedRejection(
        efficiency,
        other / one,
        new Interval(StrictMath.exp(logRatio - half), StrictMath.exp(logRatio + half)),
        differing,
        weights == null ? Math.max(differing.pValue(), normal) : normal);
  }

  private McNemar differing() {
    long firstOnly = 0;
    long secondOnly = 0;
    for (int j = 0; j < labels.length; j++) {
      if (labels[j] == 0 && first.passes(j) != second.passes(j)) {
        firstOnly += first.passes(j) ? 1 : 0;
        secondOnly += second.passes(j) ? 1 : 0;
      }
    }
    return new McNemar(firstOnly, secondOnly);
  }

  /**
   * The variance of ln(e_B2 / e_B1) by the delta method: that of the jets' influences on it. A
   * background jet that passes a cut moves its e_B; a signal jet moves the threshold, and by that
   * e_B along the curve.
   */
  private double logVariance() {
    double[] all = new double[2];
    double[] spread = new double[2];
    double firstSlope = first.slope();
    double secondSlope = second.slope();
    for (int j = 0; j < labels.length; j++) {
      double one = first.passes(j) ? 1 : 0;
      double other = second.passes(j) ? 1 : 0;
      double influence =
          labels[j] == 0
              ? other / second.backgroundEfficiency() - one / first.backgroundEfficiency()
              : firstSlope * (one - first.point().efficiency())
                  - secondSlope * (other - second.point().efficiency());
      double weight = weights == null ? 1 : weights[j];
      all[labels[j]] += weight;
      spread[labels[j]] += weight * weight * influence * influence;
    }
    return spread[0] / (all[0] * all[0]) + spread[1] / (all[1] * all[1]);
  }
}
