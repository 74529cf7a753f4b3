package org.lorentznet.explanation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much each constituent of a jet has to do with its score, the log-odds of a class. Positive
 * numbers speak for the class. All are Lorentz invariant where the score is.
 *
 * @param score log-odds of the class
 * @param baseline log-odds of the jet faded out: all its momenta scaled down together
 * @param gradient of each constituent p . d score / d p: what the score gains, to first order, if
 *     its four-momentum grows by a fraction, divided by that fraction
 * @param integrated integrated gradients (M. Sundararajan et al., arXiv 1703.01365) from the
 *     baseline to the jet; they add up to score - baseline
 */
@SuppressWarnings("ArrayRecordComponent") // numbers for looking at
public record Relevance(double score, double baseline, double[] gradient, double[] integrated) {
  /** Each constituent's share of all integrated gradients' absolute values. */
  public double[] shares() {
    double all = Arrays.stream(integrated).map(Math::abs).sum();
    return Arrays.stream(integrated).map(r -> all == 0 ? 0 : Math.abs(r) / all).toArray();
  }

  /** Numbers of the constituents, those of the largest integrated gradients first. */
  public int[] order() {
    return descending(Arrays.stream(integrated).map(Math::abs).toArray());
  }

  /** Places in an array, those of the largest values first; of equal ones the first first. */
  static int[] descending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
