package org.lorentznet.metrics;

/**
 * What a tagger says of each jet. Classes are numbered from 0; where there are two, 1 is the
 * signal.
 */
public sealed interface TaggerOutput permits Logits, Probabilities, SignalScores {
  /** How many jets there are. */
  int jets();

  /** How many classes the tagger tells apart, 2 or more. */
  int classes();

  /**
   * The class a jet is taken for; of equally likely ones the first, as in the published program.
   */
  int predicted(int jet);

  /** A score that grows with the probability of one class against all the others. */
  double score(int jet, int one);

  /**
   * A score that grows with p_one / (p_one + p_other), the discriminant between two classes
   * whatever the rest.
   */
  double score(int jet, int one, int other);

  /**
   * What a value of {@link #score} is on the scale users cut on: a probability where the tagger
   * gives probabilities. Keeps the order of scores.
   */
  double onUsersScale(double score);

  /**
   * -ln of the probability of a jet's true class, in nats; NaN where the tagger gives no
   * probabilities.
   */
  double crossEntropy(int jet, int label);

  /** Logits, a row a jet. */
  static TaggerOutput logits(double[][] rows) {
    return new Logits(ClassRows.of(rows));
  }

  /**
   * Logits of all jets, end to end.
   *
   * @param values jets x classes, not copied
   */
  static TaggerOutput logits(float[] values, int classes) {
    return new Logits(ClassRows.of(values, classes));
  }

  /** Probabilities, a row a jet, each row of sum 1. */
  static TaggerOutput probabilities(double[][] rows) {
    return new Probabilities(ClassRows.of(rows));
  }

  /**
   * Probabilities of all jets, end to end, each jet's of sum 1.
   *
   * @param values jets x classes, not copied
   */
  static TaggerOutput probabilities(float[] values, int classes) {
    return new Probabilities(ClassRows.of(values, classes));
  }

  /**
   * Probabilities of all jets, end to end, each jet's of sum 1.
   *
   * @param values jets x classes, not copied
   */
  static TaggerOutput probabilities(double[] values, int classes) {
    return new Probabilities(ClassRows.of(values, classes));
  }

  /** One score a jet, taken for signal above 0.5. */
  static TaggerOutput signalScores(double[] scores) {
    return new SignalScores(scores, 0.5);
  }

  /**
   * One score a jet, on any scale.
   *
   * @param threshold a jet is taken for signal above it
   */
  static TaggerOutput signalScores(double[] scores, double threshold) {
    return new SignalScores(scores, threshold);
  }
}
