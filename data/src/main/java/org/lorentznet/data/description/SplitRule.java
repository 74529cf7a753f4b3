package org.lorentznet.data.description;

import java.util.List;
import org.lorentznet.data.expression.Expression;
import org.lorentznet.numeric.RandomStream;

/**
 * Which jets are for training, validation and test: a hash of each decides, so that a jet stays
 * where it is whatever files it comes in.
 *
 * @param by what is hashed, e.g. run and event numbers; empty for the four-momenta
 * @param seed for another split
 */
public record SplitRule(
    List<Expression> by, double train, double validation, double test, long seed) {
  /** 0.8 + 0.1 + 0.1 is not 1 in binary. */
  private static final double ROUNDING = 1e-12;

  public SplitRule {
    by = List.copyOf(by);
  }

  /** Whether a jet belongs to a part. */
  public boolean contains(Part part, long[] values) {
    double place = new RandomStream(RandomStream.key(seed, values)).nextDouble();
    return switch (part) {
      case TRAIN -> place < train;
      case VALIDATION -> place >= train && place < train + validation;
      case TEST -> place >= train + validation && place < train + validation + test + ROUNDING;
    };
  }
}
