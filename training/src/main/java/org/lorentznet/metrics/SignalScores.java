package org.lorentznet.metrics;

/**
 * One score a jet, higher for signal. Where all lie between 0 and 1 they count as probabilities.
 */
final class SignalScores implements TaggerOutput {
  private final double[] scores;
  private final double threshold;
  private final boolean probabilities;

  SignalScores(double[] scores, double threshold) {
    boolean within = true;
    for (int j = 0; j < scores.length; j++) {
      JetChecks.requireFinite(j, scores[j]);
      within &= scores[j] >= 0 && scores[j] <= 1;
    }
    this.scores = scores.clone();
    this.threshold = threshold;
    this.probabilities = within;
  }

  @Override
  public int jets() {
    return scores.length;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public int predicted(int jet) {
    return scores[jet] > threshold ? 1 : 0;
  }

  @Override
  public double score(int jet, int one) {
    return one == 1 ? scores[jet] : -scores[jet];
  }

  @Override
  public double score(int jet, int one, int other) {
    return score(jet, one);
  }

  @Override
  public double onUsersScale(double score) {
    return score;
  }

  @Override
  public double crossEntropy(int jet, int label) {
    if (!probabilities) {
      return Double.NaN;
    }
    double p = label == 1 ? scores[jet] : 1 - scores[jet];
    return -Math.log(Math.max(Probabilities.LEAST, p));
  }
}
