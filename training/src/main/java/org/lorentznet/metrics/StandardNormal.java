package org.lorentznet.metrics;

import org.lorentznet.numeric.RandomStream;

/** The Gaussian of mean 0 and standard deviation 1. */
final class StandardNormal {
  // Coefficients of AS 241's PPND16, highest power first.
  private static final double[] CENTRE_ABOVE = {
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
    13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665
  };
  private static final double[] CENTRE_BELOW = {
    5226.495278852546,
    28729.085735721943,
    39307.89580009271,
    21213.794301586597,
    5394.196021424751,
    687.1870074920579,
    42.31333070160091,
    1
  };
  private static final double[] TAIL_ABOVE = {
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506,
    1.2704582524523684, 3.6478483247632045, 5.769497221460691,
    4.630337846156546, 1.4234371107496835
  };
  private static final double[] TAIL_BELOW = {
    1.0507500716444169e-09, 0.0005475938084995345, 0.015198666563616457,
    0.14810397642748008, 0.6897673349851, 1.6763848301838038,
    2.053191626637759, 1
  };
  private static final double[] FAR_ABOVE = {
    2.0103343992922881e-07, 2.7115555687434876e-05, 0.0012426609473880784,
    0.026532189526576124, 0.29656057182850487, 1.7848265399172913,
    5.463784911164114, 6.657904643501103
  };
  private static final double[] FAR_BELOW = {
    2.0442631033899397e-15, 1.421511758316446e-07, 1.8463183175100548e-05,
    0.0007868691311456133, 0.014875361290850615, 0.1369298809227358,
    0.599832206555888, 1
  };

  private static final double SQRT_TWO_PI = 2.5066282746310002;
  private static final int FRACTION_TERMS = 100;

  private StandardNormal() {}

  /**
   * The value below which the Gaussian has the probability p, to about 1 part in 10^16 (M. J.
   * Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477).
   */
  static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = Math.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double magnitude =
        r <= 5
            ? polynomial(TAIL_ABOVE, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
            : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
    return Math.copySign(magnitude, q);
  }

  /** How many standard deviations to either side hold the given probability. */
  static double deviations(double level) {
    return -quantile((1 - level) / 2);
  }

  /** The probability to lie below z. */
  static double cumulative(double z) {
    return z < 0 ? above(-z) : 1 - above(z);
  }

  /** The probability to lie at least as far from 0 as z, on either side: a p-value. */
  static double twoSided(double z) {
    return Math.min(1, 2 * above(Math.abs(z)));
  }

  /** The probability to lie above z, z not negative. */
  private static double above(double z) {
    double density = StrictMath.exp(-z * z / 2) / SQRT_TWO_PI;
    if (z < 3) {
      // Phi(z) - 1/2 = density * (z + z^3/3 + z^5/(3 5) + ...), NIST DLMF 7.6.2.
      double term = z;
      double sum = z;
      for (int k = 3; term > 1e-17 * sum; k += 2) {
        term *= z * z / k;
        sum += term;
      }
      return 0.5 - density * sum;
    }
    // Laplace's continued fraction from its far end, NIST DLMF 7.9.1.
    double tail = z;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      tail = z + k / tail;
    }
    return density / tail;
  }

  /** A Gaussian random number. */
  static double draw(RandomStream random) {
    // The middle of the interval of 2^-53 that the uniform number stands for: never 0.
    return quantile(random.nextDouble() + 0x1p-54);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
