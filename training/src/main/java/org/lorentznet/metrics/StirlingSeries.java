package org.lorentznet.metrics;

/** What Stirling's formula for the gamma function leaves out. */
final class StirlingSeries {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private StirlingSeries() {}

  /** ln Gamma(z) - ((z - 1/2) ln z - z + ln(2 pi)/2), for z above 0. */
  static double error(double z) {
    double shifted = z;
    double sum = 0;
    while (shifted < 15) {
      sum += (shifted + 0.5) * StrictMath.log1p(1 / shifted) - 1;
      shifted++;
    }
    double s = 1 / (shifted * shifted);
    double series = 1.0 / 1188 - s * 691.0 / 360360;
    series = 1.0 / 1680 - s * series;
    series = 1.0 / 1260 - s * series;
    series = 1.0 / 360 - s * series;
    series = 1.0 / 12 - s * series;
    return sum + series / shifted;
  }

  /** ln Gamma(z), for z above 0. */
  static double logGamma(double z) {
    return (z - 0.5) * StrictMath.log(z) - z + HALF_LOG_TWO_PI + error(z);
  }
}
