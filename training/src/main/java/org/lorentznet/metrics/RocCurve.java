package org.lorentznet.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic of a score: signal against background efficiency at every
 * threshold that changes either. A jet passes with a score of at least the threshold, so jets of
 * equal score pass together and the curve has one point a distinct score, from the strictest
 * threshold to the loosest, after a first point where nothing passes.
 *
 * <p>Of up to a million distinct scores no point is dropped, also not where three lie on a line,
 * because the working point is the nearest of all of them. Beyond that neighbouring scores share a
 * point; it is still one of the whole curve, and the curve takes 24 MB at most, with weights too.
 */
public final class RocCurve {
  /**
   * Points whose distance to an efficiency differs by less than this fraction of the signal are
   * equally near: the difference is rounding.
   */
  private static final double EQUALLY_NEAR = 1e-12;

  private final boolean weighted;
  private final double[] cuts;
  private final DoubleUnaryOperator thresholdOfCut;
  // What passes at each point: sums of weights, and of their squares. Without weights the squares
  // are the same arrays.
  private final double[] signal;
  private final double[] background;
  private final double[] signalSquares;
  private final double[] backgroundSquares;

  /**
   * @param cuts a point, positive infinity first
   * @param passing weight of background and signal that pass at each point
   * @param squares sums of the squares of these weights; the same arrays where there are no weights
   * @throws BadScoresException where background or signal has no jets
   */
  RocCurve(boolean weighted, double[] cuts, double[][] passing, double[][] squares) {
    this(
        weighted,
        cuts,
        DoubleUnaryOperator.identity(),
        passing[1],
        passing[0],
        squares[1],
        squares[0]);
    for (int label = 0; label < 2; label++) {
      if (!(last(passing[label]) > 0)) {
        throw new BadScoresException(
            weighted
                ? "the jets with label "
                    + label
                    + " have no weight in total: a ROC curve needs signal (1) and background (0)"
                : "all "
                    + (long) last(passing[1 - label])
                    + " jets have label "
                    + (1 - label)
                    + ": a ROC curve needs signal (1) and background (0)");
      }
    }
  }

  private RocCurve(
      boolean weighted,
      double[] cuts,
      DoubleUnaryOperator thresholdOfCut,
      double[] signal,
      double[] background,
      double[] signalSquares,
      double[] backgroundSquares) {
    this.weighted = weighted;
    this.cuts = cuts;
    this.thresholdOfCut = thresholdOfCut;
    this.signal = signal;
    this.background = background;
    this.signalSquares = signalSquares;
    this.backgroundSquares = backgroundSquares;
  }

  /** The curve of jets without weights, see {@link #of(double[], int[], double[])}. */
  public static RocCurve of(double[] scores, int[] labels) {
    return of(scores, labels, null);
  }

  /**
   * The curve of scored jets.
   *
   * @param scores a jet's score, higher for signal
   * @param labels 1 for signal, 0 for background
   * @param weightsOrNull a jet's weight; null counts every jet once
   * @throws BadScoresException for a score that is not finite, a negative weight, another label, no
   *     jets, or one class only
   * @throws org.lorentznet.errors.MismatchException for arrays of different lengths
   */
  public static RocCurve of(double[] scores, int[] labels, double[] weightsOrNull) {
    JetChecks.require(0, scores.length, 2, labels, weightsOrNull);
    for (int j = 0; j < scores.length; j++) {
      JetChecks.requireFinite(j, scores[j]);
    }
    ScoreTally tally = new ScoreTally(weightsOrNull != null);
    tally.add(scores, labels, weightsOrNull);
    return tally.curve(1, 0);
  }

  /** How many points the curve has. */
  public int size() {
    return cuts.length;
  }

  /** A point, from 0, where nothing passes, to {@code size() - 1}, where everything does. */
  public RocPoint point(int index) {
    return new RocPoint(threshold(index), signalEfficiency(index), backgroundEfficiency(index));
  }

  /** The score from which a jet passes at a point. */
  public double threshold(int index) {
    return index == 0 ? cuts[0] : thresholdOfCut.applyAsDouble(cuts[index]);
  }

  /** The fraction of the signal that passes at a point, e_S. */
  public double signalEfficiency(int index) {
    return Math.min(1, signal[index] / last(signal));
  }

  /** The fraction of the background that passes at a point, e_B. */
  public double backgroundEfficiency(int index) {
    return Math.min(1, background[index] / last(background));
  }

  /** The signal that passes at a point and not at the one before, by its weight. */
  double signalStep(int index) {
    return signal[index] - signal[index - 1];
  }

  /** The background that passes at a point and not at the one before, by its weight. */
  double backgroundStep(int index) {
    return background[index] - background[index - 1];
  }

  /** The signal jets, or the sum of their weights. */
  public double signalTotal() {
    return last(signal);
  }

  /** The background jets, or the sum of their weights. */
  public double backgroundTotal() {
    return last(background);
  }

  /** Kish's effective number of signal jets, their number where they have no weights. */
  double effectiveSignal() {
    return last(signal) / last(signalSquares) * last(signal);
  }

  /** Kish's effective number of background jets, their number where they have no weights. */
  double effectiveBackground() {
    return last(background) / last(backgroundSquares) * last(background);
  }

  /**
   * The area under the curve: the probability that a signal jet scores higher than a background
   * jet, equal scores counting half.
   */
  public double auc() {
    // Both sides of the curve are summed, so that perfect scores give exactly 1, weights or not.
    double above = 0;
    double below = 0;
    for (int i = 1; i < cuts.length; i++) {
      below += (background[i] - background[i - 1]) * (signal[i - 1] + signal[i]);
      above += (signal[i] - signal[i - 1]) * (background[i - 1] + background[i]);
    }
    return below / (below + above);
  }

  /**
   * DeLong's variance of the area (E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44
   * (1988) 837): S_10/m + S_01/n, the spread over signal jets of the fraction of background they
   * beat, and over background jets of the fraction of signal that beats them. Those fractions are
   * the midranks of X. Sun and W. Xu (IEEE Signal Process. Lett. 21 (2014) 1389), read off the
   * curve. With weights a jet counts by its share of its class, and Kish's effective numbers stand
   * for m and n. NaN where a class has a single jet.
   */
  double aucVariance() {
    double auc = auc();
    double overSignal = 0;
    double overBackground = 0;
    for (int i = 1; i < cuts.length; i++) {
      double beaten = 1 - (background[i - 1] + background[i]) / (2 * last(background));
      double beating = (signal[i - 1] + signal[i]) / (2 * last(signal));
      overSignal += (signalSquares[i] - signalSquares[i - 1]) * (beaten - auc) * (beaten - auc);
      overBackground +=
          (backgroundSquares[i] - backgroundSquares[i - 1]) * (beating - auc) * (beating - auc);
    }
    double m = effectiveSignal();
    double n = effectiveBackground();
    if (m <= 1 || n <= 1) {
      return Double.NaN;
    }
    return overSignal / (last(signal) * last(signal)) * (m / (m - 1))
        + overBackground / (last(background) * last(background)) * (n / (n - 1));
  }

  /** The working point with an interval of one sigma. */
  public WorkingPoint workingPoint(double efficiency) {
    return workingPoint(efficiency, Interval.ONE_SIGMA);
  }

  /**
   * The point of the curve whose signal efficiency is nearest to the one asked for, and of equally
   * near ones the first, at the strictest threshold, as in the published program. So of points with
   * the same efficiency it is the one with the least background, and between one below and one
   * above at the same distance it is the one below. Nothing is interpolated.
   *
   * @param efficiency above 0, at most 1
   * @param level of the Clopper-Pearson interval on the background that passes, turned into one on
   *     1/e_B; the threshold is taken as given, so the signal's own fluctuation is not in it
   */
  public WorkingPoint workingPoint(double efficiency, double level) {
    JetChecks.requireEfficiency(efficiency);
    double wanted = efficiency * last(signal);
    int nearest = 0;
    double distance = wanted;
    for (int i = 1; i < cuts.length; i++) {
      double other = Math.abs(signal[i] - wanted);
      if (other < distance - EQUALLY_NEAR * last(signal)) {
        nearest = i;
        distance = other;
      }
    }
    return workingPoint(nearest, efficiency, level);
  }

  private WorkingPoint workingPoint(int index, double asked, double level) {
    return WorkingPoint.of(
        asked, signalEfficiency(index), threshold(index), cuts[index], passing(index), level);
  }

  /** The points of {@link #thinned} with intervals on their background; the first is left out. */
  public List<WorkingPoint> thinned(int most, double level) {
    return Arrays.stream(thinnedPoints(most))
        .skip(1)
        .mapToObj(index -> workingPoint(index, signalEfficiency(index), level))
        .toList();
  }

  private BinomialCount passing(int index) {
    if (!weighted) {
      return new BinomialCount(background[index], last(background));
    }
    return BinomialCount.effective(
        background[index], backgroundSquares[index], last(background), last(backgroundSquares));
  }

  /**
   * Few points for a picture or a report, log-spaced in background efficiency: the curve's two
   * ends, the last point that no background passes, and for each efficiency on a logarithmic scale
   * the last point not above it. All are points of the curve, in its order.
   *
   * @param most how many points to give at most, 2 or more
   */
  public List<RocPoint> thinned(int most) {
    return Arrays.stream(thinnedPoints(most)).mapToObj(this::point).toList();
  }

  private int[] thinnedPoints(int most) {
    if (most < 2) {
      throw new IllegalArgumentException("a curve needs 2 points or more, not " + most);
    }
    IntStream.Builder points = IntStream.builder().add(0);
    int count = 1;
    int end = cuts.length - 1;
    int at = 0;
    while (background[at + 1] == 0) {
      at++;
    }
    if (at > 0 && most > 2) {
      points.add(at);
      count++;
    }
    int steps = most - 1 - count;
    double smallest = StrictMath.log(background[at + 1] / last(background));
    for (int k = 0; k < steps; k++) {
      double limit = StrictMath.exp(smallest * (1 - (double) k / steps)) * (1 + EQUALLY_NEAR);
      int from = at;
      while (at + 1 < end && background[at + 1] <= limit * last(background)) {
        at++;
      }
      if (at > from) {
        points.add(at);
      }
    }
    return points.add(end).build().toArray();
  }

  /**
   * The same curve with thresholds on another scale, such as a probability for a logit.
   *
   * @param increasing a function that keeps the order of scores
   */
  public RocCurve withThresholds(DoubleUnaryOperator increasing) {
    return new RocCurve(
        weighted, cuts, increasing, signal, background, signalSquares, backgroundSquares);
  }

  /**
   * The largest significance improvement e_S / sqrt(e_B), of the points that at least {@code least}
   * background jets pass (effective numbers where jets have weights).
   *
   * @return the point's number; empty where no point has so much background
   */
  OptionalInt mostSignificant(double least) {
    int best = -1;
    double highest = 0;
    for (int i = 1; i < cuts.length; i++) {
      double improvement = signalEfficiency(i) / Math.sqrt(backgroundEfficiency(i));
      if (improvement > highest && passing(i).passing() >= least) {
        best = i;
        highest = improvement;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  /**
   * The area under the curve up to a background efficiency, divided by that efficiency: the mean
   * signal efficiency there. The curve is straight between its points.
   *
   * @param most background efficiency, above 0, at most 1
   */
  double meanSignalEfficiency(double most) {
    return steps(IntStream.range(0, cuts.length).toArray()).meanSignalEfficiency(most);
  }

  /** The curve's steps between few points, to be resampled. */
  RocSteps steps(int most) {
    return steps(thinnedPoints(most));
  }

  private RocSteps steps(int[] points) {
    return new RocSteps(
        increments(signal, points),
        increments(background, points),
        increments(signalSquares, points),
        increments(backgroundSquares, points));
  }

  private static double[] increments(double[] sums, int[] points) {
    double[] increments = new double[points.length - 1];
    for (int k = 1; k < points.length; k++) {
      increments[k - 1] = sums[points[k]] - sums[points[k - 1]];
    }
    return increments;
  }

  private static double last(double[] sums) {
    return sums[sums.length - 1];
  }
}
