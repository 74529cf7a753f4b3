package org.lorentznet.metrics;

/**
 * An area under the ROC curve and how well the jets determine it.
 *
 * @param auc the area
 * @param standardError DeLong's; NaN where a class has a single jet
 * @param interval central, at {@code level}
 * @param level confidence level
 * @param method how the interval was made
 */
public record AucInterval(
    double auc, double standardError, Interval interval, double level, String method) {

  /** DeLong's interval of one sigma. */
  public static AucInterval of(RocCurve curve) {
    return of(curve, Interval.ONE_SIGMA);
  }

  /**
   * DeLong's interval: symmetric in ln(AUC / (1 - AUC)), so that it stays within 0 and 1 and leans
   * the right way near 1 (M. S. Pepe, "The Statistical Evaluation of Medical Tests for
   * Classification and Prediction", 2003, section 5.2), with the variance of {@link
   * RocCurve#aucVariance}.
   *
   * <p>Where the jets show no spread (an area of 0 or 1, all scores equal, a single jet in a class)
   * it is the Clopper-Pearson interval of as many trials as there are disjoint pairs of a signal
   * and a background jet, min(m, n): such pairs are independent and each is in the right order with
   * a probability of AUC. That is wider than needed, never narrower.
   */
  public static AucInterval of(RocCurve curve, double level) {
    return of(
        curve.auc(),
        curve.aucVariance(),
        Math.min(curve.effectiveSignal(), curve.effectiveBackground()),
        level);
  }

  /**
   * The area of a tagger of any number of classes: of several the mean over pairs of them.
   *
   * @throws BadScoresException where jets of one class only have any weight
   */
  public static AucInterval of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, double level) {
    ScoredSample sample = ScoredSample.of(output, labels, weightsOrNull);
    if (output.classes() > 2) {
      return MeanPairwiseAuc.of(sample, level);
    }
    ClassScores scores = new ClassScores(2, sample.weighted());
    JetTally.count(sample, scores);
    return of(scores.curve(), level);
  }

  static AucInterval of(double auc, double variance, double disjointPairs, double level) {
    JetChecks.requireLevel(level);
    double error = Math.sqrt(variance);
    String percent = Interval.percent(level);
    double half = StandardNormal.deviations(level) * error / (auc * (1 - auc));
    if (!(half > 0 && half < Double.POSITIVE_INFINITY)) {
      Interval interval =
          new BinomialCount(auc * disjointPairs, disjointPairs).clopperPearson(level);
      return new AucInterval(
          auc, error, interval, level, "Clopper-Pearson " + percent + " on disjoint pairs");
    }
    double logit = StrictMath.log(auc / (1 - auc));
    Interval interval = new Interval(logistic(logit - half), logistic(logit + half));
    return new AucInterval(auc, error, interval, level, "DeLong " + percent);
  }

  private static double logistic(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }
}
