package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of a chart.
 *
 * @param label quantity and unit
 * @param low value at its start; positive where logarithmic
 * @param high value at its end
 * @param logarithmic a decade has the same length everywhere
 */
public record Axis(String label, double low, double high, boolean logarithmic) {
  private static final int MOST_TICKS = 7;

  /** Over less than this factor, decades alone are too few marks. */
  private static final double FEW_DECADES = 50;

  /** Room above and below values, as a fraction of their span. */
  private static final double MARGIN = 0.08;

  private static final double LEAST_MARGIN = 1e-6;
  private static final String SUPERSCRIPTS =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

  public Axis {
    if (!(low < high) || (logarithmic && !(low > 0))) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
  }

  /** Where a value lies: 0 at the start, 1 at the end. */
  double place(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /**
   * A linear axis with room around values.
   *
   * @param values those that are not finite are left out
   */
  static Axis around(String label, DoubleStream values) {
    DoubleSummaryStatistics range = values.filter(Double::isFinite).summaryStatistics();
    if (range.getCount() == 0) {
      return new Axis(label, 0, 1, false);
    }
    double margin = Math.max(MARGIN * (range.getMax() - range.getMin()), LEAST_MARGIN);
    return new Axis(label, range.getMin() - margin, range.getMax() + margin, false);
  }

  /**
   * A logarithmic axis of whole decades about values.
   *
   * @param values those that are not positive and finite are left out
   */
  static Axis decades(String label, DoubleStream values) {
    DoubleSummaryStatistics range =
        values.filter(v -> v > 0 && Double.isFinite(v)).summaryStatistics();
    if (range.getCount() == 0) {
      return new Axis(label, 0.1, 1, true);
    }
    double low = Math.pow(10, Math.floor(Math.log10(range.getMin()) + 1e-9));
    double high = Math.pow(10, Math.ceil(Math.log10(range.getMax()) - 1e-9));
    return new Axis(label, low, high > low ? high : 10 * low, true);
  }

  /**
   * Values to be marked: decades, of few of them 1, 2 and 5 times each; or multiples of 1, 2 or 5
   * times a power of ten.
   */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      double[] factors = high / low < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
      for (int decade = (int) Math.floor(Math.log10(low));
          Math.pow(10, decade) <= high * (1 + 1e-9);
          decade++) {
        for (double factor : factors) {
          double tick = factor * Math.pow(10, decade);
          if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    double step = step();
    for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  private double step() {
    double step = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if ((high - low) / (factor * step) <= MOST_TICKS) {
        return factor * step;
      }
    }
    return 10 * step;
  }

  /** A tick's value as text; large and small ones of a logarithmic axis by their power of ten. */
  String text(double tick) {
    if (logarithmic && (tick > 2e3 || tick < 2e-2)) {
      int power = (int) Math.floor(Math.log10(tick) + 1e-9);
      long factor = Math.round(tick / Math.pow(10, power));
      StringBuilder text = new StringBuilder(factor == 1 ? "10" : factor + "\u00b710");
      text.append(power < 0 ? "\u207b" : "");
      for (char digit : Integer.toString(Math.abs(power)).toCharArray()) {
        text.append(SUPERSCRIPTS.charAt(digit - '0'));
      }
      return text.toString();
    }
    return BigDecimal.valueOf(tick)
        .setScale(9, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
