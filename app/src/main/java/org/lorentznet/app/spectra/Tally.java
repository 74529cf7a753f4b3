package org.lorentznet.app.spectra;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values of one quantity in jets of one class: their number, moments and histogram. */
public final class Tally {
  /** Of a logarithmic quantity, what is less is taken as this. */
  private static final double LEAST = 1e-9;

  private static final double[] QUANTILES = {0.05, 0.5, 0.95};
  private static final String[] QUANTILE_KEYS = {"q05", "median", "q95"};

  private final boolean logarithmic;
  private final GrowingHistogram histogram = new GrowingHistogram();
  private long count;
  private double mean;
  private double squares;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  Tally(boolean logarithmic) {
    this.logarithmic = logarithmic;
  }

  /**
   * Takes a finite value in; mean and squares as B. P. Welford has them, Technometrics 4 (1962).
   */
  void add(double value) {
    count++;
    double off = value - mean;
    mean += off / count;
    squares += off * (value - mean);
    low = Math.min(low, value);
    high = Math.max(high, value);
    histogram.add(coordinate(value));
  }

  /** Where a value lies in the histogram. */
  private double coordinate(double value) {
    return logarithmic ? StrictMath.log10(Math.max(value, LEAST)) : value;
  }

  public long count() {
    return count;
  }

  public double mean() {
    return mean;
  }

  /** The standard deviation of the values. */
  public double deviation() {
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }

  public double low() {
    return low;
  }

  public double high() {
    return high;
  }

  /**
   * The value below which a fraction of them lies, as finely as the histogram tells.
   *
   * @param fraction from 0 to 1
   */
  public double quantile(double fraction) {
    double place = histogram.quantile(fraction);
    return Math.clamp(logarithmic ? StrictMath.pow(10, place) : place, low, high);
  }

  /**
   * The fraction of all values in each bin.
   *
   * @param edges of the bins, ascending, one more than there are bins
   */
  public double[] fractions(double[] edges) {
    double[] fractions = new double[edges.length - 1];
    double before = histogram.below(coordinate(edges[0]));
    for (int bin = 0; bin < fractions.length; bin++) {
      double behind = histogram.below(coordinate(edges[bin + 1]));
      fractions[bin] = count == 0 ? 0 : (behind - before) / count;
      before = behind;
    }
    return fractions;
  }

  Map<String, Object> toJson(double[] edges) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", count);
    json.put("mean", count == 0 ? null : mean);
    json.put("deviation", count == 0 ? null : deviation());
    json.put("min", count == 0 ? null : low);
    for (int q = 0; q < QUANTILES.length; q++) {
      json.put(QUANTILE_KEYS[q], count == 0 ? null : quantile(QUANTILES[q]));
    }
    json.put("max", count == 0 ? null : high);
    json.put("fractions", fractions(edges));
    return json;
  }
}
