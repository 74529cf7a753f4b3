package org.lorentznet.metrics;

/**
 * How many of a number of jets pass. Counts are whole for jets without weights; for weighted jets
 * they are effective counts, see {@link #effective}.
 *
 * @param passing jets that pass
 * @param total all jets
 */
public record BinomialCount(double passing, double total) {
  public BinomialCount {
    if (!(passing >= 0 && passing <= total && total > 0 && total < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(passing + " of " + total + " jets cannot pass");
    }
  }

  /**
   * The count that has the fraction of a weighted sample and its variance, to first order, of
   *
   * <p>[(1-e)^2 sum_passing w^2 + e^2 sum_failing w^2] / W^2,
   *
   * <p>e being the fraction that passes and W the sum of weights. Where e is 0 or 1 the number of
   * jets is Kish's effective one, W^2 / sum w^2. With equal weights the counts are the jets' own.
   *
   * @param passing sum of the passing jets' weights
   * @param passingSquares sum of their squares
   * @param all sum of all jets' weights
   * @param allSquares sum of their squares
   */
  static BinomialCount effective(
      double passing, double passingSquares, double all, double allSquares) {
    double fraction = Math.min(1, passing / all);
    double failingSquares = Math.max(0, allSquares - passingSquares);
    double spread =
        (1 - fraction) * (1 - fraction) * passingSquares + fraction * fraction * failingSquares;
    double kish = all / allSquares * all;
    double jets =
        fraction == 0 || fraction == 1 ? kish : fraction * (1 - fraction) / spread * all * all;
    return new BinomialCount(fraction * jets, jets);
  }

  /** The fraction that passes. */
  public double fraction() {
    return passing / total;
  }

  /**
   * The exact interval on the probability to pass (C. J. Clopper, E. S. Pearson, Biometrika 26
   * (1934) 404): each end leaves (1 - level)/2 of the binomial distribution beyond the count. It
   * covers at least its level. The ends are beta quantiles, which also serve counts that are not
   * whole.
   */
  public Interval clopperPearson(double level) {
    JetChecks.requireLevel(level);
    double tail = (1 - level) / 2;
    double failing = total - passing;
    double low = passing == 0 ? 0 : new BetaDistribution(passing, failing + 1).quantile(tail);
    double high = failing == 0 ? 1 : new BetaDistribution(passing + 1, failing).quantile(1 - tail);
    return new Interval(low, high);
  }

  /**
   * The score interval on the probability to pass (E. B. Wilson, J. Am. Stat. Assoc. 22 (1927)
   * 209): shorter than the exact one, covering its level on average only.
   */
  public Interval wilson(double level) {
    JetChecks.requireLevel(level);
    double z = StandardNormal.deviations(level);
    double p = fraction();
    double denominator = 1 + z * z / total;
    double centre = (p + z * z / (2 * total)) / denominator;
    double half = z / denominator * Math.sqrt(p * (1 - p) / total + z * z / (4 * total * total));
    return new Interval(
        passing == 0 ? 0 : Math.max(0, centre - half),
        passing == total ? 1 : Math.min(1, centre + half));
  }
}
