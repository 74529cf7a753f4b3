package org.lorentznet.metrics;

/** A tagger's probabilities, which have lost what the softmax rounds away. */
final class Probabilities implements TaggerOutput {
  /** How far a row's sum may be from 1; half-precision numbers of ten classes stay within. */
  private static final double SUM_TOLERANCE = 1e-2;

  /** 2^-52: a probability below it counts as this much in the loss, which stays finite. */
  static final double LEAST = Math.ulp(1.0);

  private final ClassRows rows;

  Probabilities(ClassRows rows) {
    this.rows = rows;
    for (int j = 0; j < rows.jets(); j++) {
      double sum = 0;
      for (int c = 0; c < rows.classes(); c++) {
        double p = rows.value(j, c);
        if (!(p >= 0 && p <= 1)) {
          throw BadScoresException.at(j, "probability " + p + " is not between 0 and 1");
        }
        sum += p;
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        throw BadScoresException.at(j, "probabilities add up to " + sum + ", not to 1");
      }
    }
  }

  @Override
  public int jets() {
    return rows.jets();
  }

  @Override
  public int classes() {
    return rows.classes();
  }

  @Override
  public int predicted(int jet) {
    return rows.largest(jet);
  }

  @Override
  public double score(int jet, int one) {
    return rows.value(jet, one);
  }

  /** The discriminant itself; 1/2 where neither class has any probability. */
  @Override
  public double score(int jet, int one, int other) {
    double p = rows.value(jet, one);
    double q = rows.value(jet, other);
    return p + q == 0 ? 0.5 : p / (p + q);
  }

  @Override
  public double onUsersScale(double score) {
    return score;
  }

  @Override
  public double crossEntropy(int jet, int label) {
    return -Math.log(Math.max(LEAST, rows.value(jet, label)));
  }
}
