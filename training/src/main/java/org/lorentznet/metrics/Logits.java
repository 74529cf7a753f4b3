package org.lorentznet.metrics;

/**
 * A network's outputs before the softmax. Jets are ordered by log-odds, which tell apart jets whose
 * probabilities both round to 1.
 */
final class Logits implements TaggerOutput {
  private final ClassRows rows;

  Logits(ClassRows rows) {
    this.rows = rows;
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

  /** ln(p / (1 - p)). */
  @Override
  public double score(int jet, int one) {
    return rows.value(jet, one) - logOfSum(jet, one);
  }

  @Override
  public double score(int jet, int one, int other) {
    return rows.value(jet, one) - rows.value(jet, other);
  }

  /** The probability of log-odds. */
  @Override
  public double onUsersScale(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  @Override
  public double crossEntropy(int jet, int label) {
    double against = -score(jet, label);
    return Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against)));
  }

  /** ln sum exp over all classes but one. */
  private double logOfSum(int jet, int without) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < rows.classes(); c++) {
      if (c != without) {
        largest = Math.max(largest, rows.value(jet, c));
      }
    }
    double sum = 0;
    for (int c = 0; c < rows.classes(); c++) {
      if (c != without) {
        sum += Math.exp(rows.value(jet, c) - largest);
      }
    }
    return largest + Math.log(sum);
  }
}
