package org.lorentznet.metrics;

/**
 * Jets of two classes before and after a tagger's cut for a signal efficiency.
 *
 * @param roc the tagger's ROC curve
 * @param point the working point
 */
record CutJets(RocCurve roc, WorkingPoint point) {
  /** The curve's slope is taken over at least this much signal efficiency to either side. */
  private static final double LEAST_REACH = 0.02;

  /**
   * The jets at one of an evaluation's working points.
   *
   * @param figures of two classes
   * @param k number of the working point
   */
  CutJets(Evaluation figures, int k) {
    this(figures.roc().orElseThrow(), figures.workingPoints().get(k));
  }

  boolean passes(TaggerOutput output, int jet) {
    return output.score(jet, 1) >= point.cut();
  }

  double backgroundEfficiency() {
    return point.background().fraction();
  }

  /** By what factor e_B grows with e_S: the derivative of ln e_B by e_S, from the curve. */
  double slope() {
    double at = point.efficiency();
    double reach = Math.max(LEAST_REACH, 2 * Math.sqrt(at * (1 - at) / roc.effectiveSignal()));
    int low = nearest(at - reach);
    int high = nearest(at + reach);
    double rise = roc.signalEfficiency(high) - roc.signalEfficiency(low);
    return rise == 0
        ? 0
        : (roc.backgroundEfficiency(high) - roc.backgroundEfficiency(low))
            / rise
            / backgroundEfficiency();
  }

  /** The first point of at least so much signal. */
  private int nearest(double signalEfficiency) {
    int low = 0;
    int high = roc.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (roc.signalEfficiency(middle) >= signalEfficiency) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
