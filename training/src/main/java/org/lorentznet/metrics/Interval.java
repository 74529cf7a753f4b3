package org.lorentznet.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** A confidence interval. */
public record Interval(double low, double high) {
  /** The probability of one standard deviation to either side of a Gaussian: 68.27 %. */
  public static final double ONE_SIGMA = 0.6826894921370859;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("not an interval: " + low + " to " + high);
    }
  }

  /** Whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** The smallest interval that holds both. */
  Interval hull(Interval other) {
    return new Interval(Math.min(low, other.low), Math.max(high, other.high));
  }

  /** A confidence level as text, e.g. {@code "68.27 %"}. */
  static String percent(double level) {
    BigDecimal percent = BigDecimal.valueOf(100 * level).setScale(2, RoundingMode.HALF_EVEN);
    return percent.stripTrailingZeros().toPlainString() + " %";
  }

  List<Object> toJson() {
    return List.of(low, high);
  }
}
