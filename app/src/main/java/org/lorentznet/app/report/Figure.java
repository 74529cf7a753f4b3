package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.lorentznet.metrics.Interval;

/**
 * A figure with its interval, before it is written down in one way or another.
 *
 * @param name in plain text
 * @param latex its name in LaTeX
 * @param value empty where it is infinite
 * @param low lower end of the interval
 * @param high upper end; empty where it is infinite
 * @param rejection whether it is a rejection, given to so many digits, or a fraction, given to so
 *     many decimals
 * @param method how the interval was made
 */
record Figure(
    String name,
    String latex,
    OptionalDouble value,
    double low,
    OptionalDouble high,
    boolean rejection,
    String method) {

  static Figure fraction(
      String name, String latex, double value, Interval interval, String method) {
    return new Figure(
        name,
        latex,
        OptionalDouble.of(value),
        interval.low(),
        OptionalDouble.of(interval.high()),
        false,
        method);
  }

  String valueText() {
    return value.isEmpty()
        ? "no background passes"
        : rejection ? Numbers.rejection(value) : Numbers.fraction(value.getAsDouble());
  }

  String intervalText() {
    return rejection
        ? Numbers.rejection(OptionalDouble.of(low)) + " - " + Numbers.rejection(high)
        : Numbers.fraction(low) + " - " + Numbers.fraction(high.orElseThrow());
  }

  /** Value and distances to the ends of the interval, for a formula. */
  String latexValue() {
    if (value.isEmpty()) {
      return "$> " + Numbers.rejection(OptionalDouble.of(low)) + "$";
    }
    BigDecimal v = new BigDecimal(valueText());
    String above = high.isEmpty() ? "\\infty" : distance(high.getAsDouble() - v.doubleValue(), v);
    return "$"
        + v.toPlainString()
        + "^{+"
        + above
        + "}_{-"
        + distance(v.doubleValue() - low, v)
        + "}$";
  }

  /** As many decimals as the value has. */
  private static String distance(double distance, BigDecimal value) {
    return BigDecimal.valueOf(Math.max(0, distance))
        .setScale(Math.max(0, value.scale()), RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
