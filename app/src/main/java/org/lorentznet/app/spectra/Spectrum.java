package org.lorentznet.app.spectra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one quantity is distributed, class by class.
 *
 * @param classes names, in the order of the tallies
 */
public record Spectrum(Quantity quantity, List<String> classes, List<Tally> tallies) {
  /** Between so many bins are drawn, and no more than the statistics fill without much noise. */
  private static final int FEWEST_BINS = 12;

  private static final int MOST_BINS = 60;

  /**
   * So much of the values on either side is left out of a picture, so that one cannot stretch it.
   */
  private static final double TAIL = 0.001;

  private static final int[] STEPS = {1, 2, 5, 10};

  public Spectrum {
    classes = List.copyOf(classes);
    tallies = List.copyOf(tallies);
  }

  /**
   * Edges of bins in which the classes can be compared: all but the outermost values of each, at
   * round numbers, or in powers of ten where the quantity is logarithmic.
   *
   * @return ascending, at least two; around 0 where there are no values
   */
  public double[] edges() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    long fewest = Long.MAX_VALUE;
    for (Tally tally : tallies) {
      if (tally.count() > 0) {
        fewest = Math.min(fewest, tally.count());
        low = Math.min(low, place(tally.quantile(TAIL)));
        high = Math.max(high, place(tally.quantile(1 - TAIL)));
      }
    }
    if (low > high) {
      low = 0;
      high = 0;
    }
    double wanted = Math.clamp(3 * StrictMath.cbrt(fewest), FEWEST_BINS, MOST_BINS);
    double width = width((high - low) / wanted, Math.abs(high));
    long first = (long) Math.floor(low / width);
    int bins = (int) ((long) Math.floor(high / width) - first) + 1;
    double[] edges = new double[bins + 1];
    for (int bin = 0; bin <= bins; bin++) {
      double place = (first + bin) * width;
      edges[bin] = quantity.logarithmic() ? StrictMath.pow(10, place) : place;
    }
    return edges;
  }

  private double place(double value) {
    return quantity.logarithmic() ? StrictMath.log10(Math.max(value, Double.MIN_NORMAL)) : value;
  }

  /** 1, 2 or 5 times a power of ten, at least so wide; of numbers that are counted, whole. */
  private double width(double least, double size) {
    double wanted = Math.max(least, Math.max(size, 1) * 1e-6);
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(wanted)));
    double width = 0;
    for (int k = 0; k < STEPS.length && width < wanted; k++) {
      width = STEPS[k] * power;
    }
    return quantity == Quantity.MULTIPLICITY ? Math.max(1, width) : width;
  }

  /** Least, mean and greatest value over all classes. */
  public Map<String, Object> rangeToJson() {
    long count = 0;
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Tally tally : tallies) {
      count += tally.count();
      sum += tally.count() * tally.mean();
      low = Math.min(low, tally.low());
      high = Math.max(high, tally.high());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("min", count == 0 ? null : low);
    json.put("mean", count == 0 ? null : sum / count);
    json.put("max", count == 0 ? null : high);
    return json;
  }

  /** Unit, edges of bins, and for each class its figures and the fraction of values in each bin. */
  public Map<String, Object> toJson() {
    double[] edges = edges();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("unit", quantity.unit());
    json.put("edges", edges);
    Map<String, Object> byClass = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      byClass.put(classes.get(c), tallies.get(c).toJson(edges));
    }
    json.put("classes", byClass);
    return json;
  }
}
