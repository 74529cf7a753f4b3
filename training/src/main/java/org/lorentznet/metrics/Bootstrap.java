package org.lorentznet.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.lorentznet.numeric.RandomStream;

/**
 * Intervals from resampled jets (B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap",
 * 1993). Each replicate has a stream of random numbers of its own, so the same jets always give the
 * same interval.
 */
final class Bootstrap {
  /** Of fewer jets resampling says little, and may leave none. */
  static final int LEAST_JETS = 25;

  /** Enough for the ends of an interval of one sigma to be good to a few percent of its length. */
  private static final int REPLICATES = 1000;

  private static final long SEED = 1979;

  private final double[] replicates;

  private Bootstrap(double[] replicates) {
    this.replicates = replicates;
  }

  /**
   * Resamples.
   *
   * @param replicate a figure of jets that are drawn anew
   */
  static Bootstrap of(ToDoubleFunction<RandomStream> replicate) {
    double[] values = new double[REPLICATES];
    for (int r = 0; r < REPLICATES; r++) {
      values[r] = replicate.applyAsDouble(new RandomStream(RandomStream.key(SEED, r)));
    }
    Arrays.sort(values);
    return new Bootstrap(values);
  }

  /** The name of a method for tables. */
  static String name(double level) {
    return "bootstrap " + Interval.percent(level);
  }

  /** Between the quantiles of the replicates, shifted by what they miss the estimate by. */
  Interval percentile(double level) {
    double tail = (1 - level) / 2;
    return new Interval(quantile(tail), quantile(1 - tail));
  }

  /**
   * As far below and above the estimate as it lies above and below the replicates. Serves where
   * noise adds to the figure: it adds as much to a replicate again.
   */
  Interval reflected(double estimate, double level) {
    double tail = (1 - level) / 2;
    return new Interval(2 * estimate - quantile(1 - tail), 2 * estimate - quantile(tail));
  }

  double mean() {
    double sum = 0;
    for (double value : replicates) {
      sum += value;
    }
    return sum / replicates.length;
  }

  double quantile(double p) {
    double place = p * (replicates.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, replicates.length - 1);
    return replicates[below] + (place - below) * (replicates[above] - replicates[below]);
  }
}
