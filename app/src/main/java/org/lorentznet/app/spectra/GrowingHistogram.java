package org.lorentznet.app.spectra;

import java.util.Arrays;

/**
 * A histogram whose range need not be known beforehand, in constant memory. Bins lie at multiples
 * of a width that is a power of two, the smallest with which all values have room; it doubles when
 * one does not. So the outcome does not depend on the order of the values.
 */
final class GrowingHistogram {
  private static final int BINS = 8192;
  private static final int FIRST_EXPONENT = -30;

  /** Beyond, a bin's number would not fit. */
  private static final double GREATEST = 0x1p30;

  private final long[] counts = new long[BINS];
  private int exponent = FIRST_EXPONENT;

  /** Numbers of the lowest and the highest bin in use: bin k holds k w up to (k + 1) w. */
  private long lowest = Long.MAX_VALUE;

  private long highest = Long.MIN_VALUE;

  /** Counts a value; those beyond 2^30 count at that edge. */
  void add(double value) {
    double inside = Math.clamp(value, -GREATEST, GREATEST);
    long bin = (long) Math.floor(Math.scalb(inside, -exponent));
    while (Math.max(bin, highest) - Math.min(bin, lowest) >= BINS) {
      widen();
      bin = Math.floorDiv(bin, 2);
    }
    counts[slot(bin)]++;
    lowest = Math.min(lowest, bin);
    highest = Math.max(highest, bin);
  }

  /** Bins lie in a ring: any {@link #BINS} neighbours have slots of their own. */
  private static int slot(long bin) {
    return (int) Math.floorMod(bin, (long) BINS);
  }

  private void widen() {
    long[] old = counts.clone();
    Arrays.fill(counts, 0);
    for (long bin = lowest; bin <= highest; bin++) {
      counts[slot(Math.floorDiv(bin, 2))] += old[slot(bin)];
    }
    if (lowest <= highest) {
      lowest = Math.floorDiv(lowest, 2);
      highest = Math.floorDiv(highest, 2);
    }
    exponent++;
  }

  /** Width of a bin. */
  double width() {
    return Math.scalb(1.0, exponent);
  }

  /** How many values lie below a place, values of a bin taken as spread evenly over it. */
  double below(double place) {
    double bins = Math.scalb(place, -exponent);
    double sum = 0;
    for (long bin = lowest; bin <= highest && bin < bins; bin++) {
      sum += counts[slot(bin)] * Math.min(1, bins - bin);
    }
    return sum;
  }

  /**
   * The place below which a fraction of the values lies, to within {@link #width}.
   *
   * @param fraction from 0 to 1; of no values at all there is none
   */
  double quantile(double fraction) {
    long total = 0;
    for (long bin = lowest; bin <= highest; bin++) {
      total += counts[slot(bin)];
    }
    double wanted = fraction * total;
    long sum = 0;
    for (long bin = lowest; bin < highest; bin++) {
      sum += counts[slot(bin)];
      if (sum >= wanted) {
        return Math.scalb((double) bin, exponent);
      }
    }
    return Math.scalb((double) highest, exponent);
  }
}
