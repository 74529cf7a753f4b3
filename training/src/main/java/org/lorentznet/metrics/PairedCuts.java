package org.lorentznet.metrics;

/** The cuts of two taggers at the same signal efficiency, on the same jets. */
final class PairedCuts implements JetPairs.Tally {
  private final CutJets first;
  private final CutJets second;
  private final boolean weighted;
  private final double firstSlope;
  private final double secondSlope;
  private final double[] all = new double[2];
  private final double[] spread = new double[2];
  private long firstOnly;
  private long secondOnly;

  PairedCuts(CutJets first, CutJets second, boolean weighted) {
    this.first = first;
    this.second = second;
    this.weighted = weighted;
    firstSlope = first.slope();
    secondSlope = second.slope();
  }

  /**
   * Adds to the variance of ln(e_B2 / e_B1) by the delta method: that of the jets' influences on
   * it. A background jet that passes a cut moves its e_B; a signal jet moves the threshold, and by
   * that e_B along the curve.
   */
  @Override
  public void add(JetPairs at) {
    boolean passesFirst = first.passes(at.first().output(), at.first().jet());
    boolean passesSecond = second.passes(at.second().output(), at.second().jet());
    double one = passesFirst ? 1 : 0;
    double other = passesSecond ? 1 : 0;
    int label = at.label();
    if (label == 0 && passesFirst != passesSecond) {
      firstOnly += passesFirst ? 1 : 0;
      secondOnly += passesSecond ? 1 : 0;
    }
    double influence =
        label == 0
            ? other / second.backgroundEfficiency() - one / first.backgroundEfficiency()
            : firstSlope * (one - first.point().efficiency())
                - secondSlope * (other - second.point().efficiency());
    double weight = at.weight();
    all[label] += weight;
    spread[label] += weight * weight * influence * influence;
  }

  PairedRejection rejections(double level) {
    double efficiency = first.point().efficiencyAsked();
    McNemar differing = new McNemar(firstOnly, secondOnly);
    double one = first.backgroundEfficiency();
    double other = second.backgroundEfficiency();
    if (one == 0 || other == 0) {
      return new PairedRejection(
          efficiency,
          Double.NaN,
          new Interval(0, Double.POSITIVE_INFINITY),
          differing,
          weighted ? 1 : differing.pValue());
    }
    double logRatio = StrictMath.log(other / one);
    double error = Math.sqrt(spread[0] / (all[0] * all[0]) + spread[1] / (all[1] * all[1]));
    double half = StandardNormal.deviations(level) * error;
    double normal = error == 0 ? 1 : StandardNormal.twoSided(logRatio / error);
    return new PairedRejection(
        efficiency,
        other / one,
        new Interval(StrictMath.exp(logRatio - half), StrictMath.exp(logRatio + half)),
        differing,
        weighted ? normal : Math.max(differing.pValue(), normal));
  }
}
