package org.lorentznet.metrics;

/**
 * The beta distribution, whose quantiles bound a binomial probability.
 *
 * @param a first shape, above 0
 * @param b second shape, above 0
 */
record BetaDistribution(double a, double b) {
  private static final int MAX_TERMS = 1_000_000;
  private static final int MAX_STEPS = 500;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  BetaDistribution {
    if (!(a > 0 && b > 0 && a + b < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "shapes of a beta distribution are positive: " + a + ", " + b);
    }
  }

  /**
   * The regularised incomplete beta function I_x(a, b): its continued fraction (NIST DLMF 8.17.22)
   * on the side of the mean where it converges fast.
   */
  double cumulative(double x) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front = scaledDensity(x);
    if (front == 0) {
      return x < a / (a + b) ? 0 : 1;
    }
    return x < (a + 1) / (a + b + 2)
        ? front * continuedFraction(a, b, x) / a
        : 1 - front * continuedFraction(b, a, 1 - x) / b;
  }

  /** The x with I_x(a, b) = p: Newton's method, kept inside a bracket that shrinks every step. */
  double quantile(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("not a probability: " + p);
    }
    if (p == 0 || p == 1) {
      return p;
    }
    double low = 0;
    double high = 1;
    double x = a / (a + b);
    for (int step = 0; step < MAX_STEPS; step++) {
      double excess = cumulative(x) - p;
      if (excess == 0) {
        return x;
      }
      if (excess > 0) {
        high = x;
      } else {
        low = x;
      }
      double next = x - excess * x * (1 - x) / scaledDensity(x);
      if (!(next > low && next < high)) {
        next = middle(low, high);
      }
      if (next == x || next == low || next == high) {
        return next; // no double left between
      }
      x = next;
    }
    return x;
  }

  /** Halves the bracket; geometrically where it spans orders of magnitude, to reach tiny x. */
  private static double middle(double low, double high) {
    return high > 4 * low && high < 0.5
        ? Math.sqrt(Math.max(low, high * 1e-20) * high)
        : 0.5 * (low + high);
  }

  /**
   * x^a (1-x)^b / B(a, b) in the saddle-point form, which loses no digits for large shapes (C.
   * Loader, "Fast and accurate computation of binomial probabilities", 2000).
   */
  private double scaledDensity(double x) {
    double n = a + b;
    double exponent =
        StirlingSeries.error(n)
            - StirlingSeries.error(a)
            - StirlingSeries.error(b)
            - deviance(a, n * x)
            - deviance(b, n * (1 - x));
    return StrictMath.exp(exponent - HALF_LOG_TWO_PI) * Math.sqrt(a / n * b);
  }

  /** k ln(k/m) + m - k, without cancellation for k near m. */
  private static double deviance(double k, double m) {
    double v = (k - m) / (k + m);
    if (Math.abs(v) >= 0.1) {
      return k * StrictMath.log(k / m) + m - k;
    }
    double sum = (k - m) * v;
    double term = 2 * k * v;
    for (int j = 1; ; j++) {
      term *= v * v;
      double next = sum + term / (2 * j + 1);
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
  }

  /** NIST DLMF 8.17.22 by the modified Lentz method. */
  private static double continuedFraction(double a, double b, double x) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1), tiny);
    double value = d;
    for (int m = 1; m < MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d, tiny);
      c = away(1 + even / c, tiny);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d, tiny);
      c = away(1 + odd / c, tiny);
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        return value;
      }
    }
    throw new ArithmeticException("I_x(" + a + ", " + b + ") did not converge at x = " + x);
  }

  private static double away(double value, double tiny) {
    return Math.abs(value) < tiny ? tiny : value;
  }
}
