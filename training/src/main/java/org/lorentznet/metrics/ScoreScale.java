package org.lorentznet.metrics;

/**
 * Whole numbers in the order of scores, that tell apart what doubles do: the finer, the nearer a
 * score is to 0 or, from below, to 1, where taggers' probabilities crowd. Numbers that share their
 * leading bits are neighbouring scores.
 */
final class ScoreScale {
  /** Scores beyond it count as it: a double has one exponent too many for two fine places. */
  private static final double LARGEST = 0x1p512;

  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final long HALF = Double.doubleToRawLongBits(0.5);

  /** Of the largest score below 1. */
  private static final long BELOW_ONE = mirrored(Math.nextDown(1.0));

  private ScoreScale() {}

  /**
   * The number of a score.
   *
   * @param score finite
   */
  static long number(double score) {
    if (score < 0) {
      return -Double.doubleToRawLongBits(Math.min(-score, LARGEST));
    }
    if (score <= 0.5) {
      return Double.doubleToRawLongBits(score + 0.0); // -0 and 0 are one score
    }
    return score < 1
        ? mirrored(score)
        : BELOW_ONE + 1 + Double.doubleToRawLongBits(Math.min(score, LARGEST)) - ONE;
  }

  /** 1 - score is exact between 1/2 and 1. */
  private static long mirrored(double score) {
    return 2 * HALF - Double.doubleToRawLongBits(1 - score);
  }

  /** The lowest score whose number is not below the given one. */
  static double score(long number) {
    if (number < 0) {
      return -Double.longBitsToDouble(-number);
    }
    if (number <= HALF) {
      return Double.longBitsToDouble(number);
    }
    if (number > BELOW_ONE) {
      return Double.longBitsToDouble(number - BELOW_ONE - 1 + ONE);
    }
    double rest = Double.longBitsToDouble(2 * HALF - number);
    double score = 1 - rest;
    return 1 - score > rest ? Math.nextUp(score) : score;
  }
}
