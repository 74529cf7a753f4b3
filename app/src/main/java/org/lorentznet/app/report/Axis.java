package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart.
 *
 * @param label quantity and unit
 * @param low value at its start; positive where logarithmic
 * @param high value at its end
 * @param logarithmic a decade has the same length everywhere
 */
record Axis(String label, double low, double high, boolean logarithmic) {
  private static final int MOST_TICKS = 7;

  Axis {
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

  /** Values to be marked: decades, or multiples of 1, 2 or 5 times a power of ten. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (int decade = (int) Math.ceil(Math.log10(low) - 1e-9);
          Math.pow(10, decade) <= high * (1 + 1e-9);
          decade++) {
        ticks.add(Math.pow(10, decade));
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

  /** A tick's value as text. */
  static String text(double tick) {
    return BigDecimal.valueOf(tick)
        .setScale(9, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
