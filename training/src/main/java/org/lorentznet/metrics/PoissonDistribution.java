package org.lorentznet.metrics;

import org.lorentznet.numeric.RandomStream;

/**
 * The Poisson distribution, whose numbers resample jets: a jet drawn Poisson(1) times is the
 * bootstrap of a stream, and n alike jets are drawn Poisson(n) times in all.
 */
final class PoissonDistribution {
  /** From here on rejection is quicker than multiplying uniform numbers. */
  private static final double LARGE = 10;

  private final double mean;
  private final double logMean;
  private final double none;
  private final double b;
  private final double a;

  /**
   * @param mean 0 or more
   */
  PoissonDistribution(double mean) {
    if (!(mean >= 0 && mean < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no mean of a Poisson distribution: " + mean);
    }
    this.mean = mean;
    logMean = StrictMath.log(mean);
    none = StrictMath.exp(-mean);
    b = 0.931 + 2.53 * Math.sqrt(mean);
    a = -0.059 + 0.02483 * b;
  }

  double draw(RandomStream random) {
    return mean < LARGE ? byMultiplication(random) : byRejection(random);
  }

  private double byMultiplication(RandomStream random) {
    int count = 0;
    for (double product = random.nextDouble(); product > none; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** Transformed rejection, PTRS (W. Hoermann, Insurance Math. Econ. 12 (1993) 39). */
  private double byRejection(RandomStream random) {
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) {
        return k;
      }
      if (k >= 0 && (us >= 0.013 || v <= us) && accepts(k, us, v)) {
        return k;
      }
    }
  }

  private boolean accepts(double k, double us, double v) {
    double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
    return StrictMath.log(v * inverseAlpha / (a / (us * us) + b))
        <= -mean + k * logMean - StirlingSeries.logGamma(k + 1);
  }
}
