package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. */
final class Numbers {
  private static final int DIGITS = 4;

  private Numbers() {}

  /** Four significant digits. */
  static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    if (value != 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A rejection: four significant digits, also zeros; none is infinite. */
  static String rejection(OptionalDouble value) {
    return value.isPresent()
        ? BigDecimal.valueOf(value.getAsDouble()).round(new MathContext(DIGITS)).toPlainString()
        : "infinite";
  }

  /** A fraction to five decimals. */
  static String fraction(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /** A number as it was given. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A fraction in percent, e.g. a confidence level: {@code 68.27 %}. */
  static String percent(double fraction) {
    return BigDecimal.valueOf(100 * fraction)
            .setScale(2, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  /** A p-value: two significant digits, small ones as a bound. */
  static String probability(double p) {
    if (p < 1e-10) {
      return "< 1e-10";
    }
    return p < 1e-3 ? String.format(Locale.ROOT, "%.1e", p) : text2(p);
  }

  private static String text2(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }
}
