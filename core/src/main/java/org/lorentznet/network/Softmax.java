package org.lorentznet.network;

/** From logits to probabilities and cross-entropy, in double precision and the same everywhere. */
public final class Softmax {
  private Softmax() {}

  /**
   * Probabilities of one jet.
   *
   * @param logits holds the jet's logits from {@code at} on
   * @param at where the jet's logits begin
   * @param probabilities written: one for each class
   */
  public static void probabilities(float[] logits, int at, double[] probabilities) {
    double shift = max(logits, at, probabilities.length);
    double sum = 0;
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] = StrictMath.exp(logits[at + k] - shift);
      sum += probabilities[k];
    }
    for (int k = 0; k < probabilities.length; k++) {
      probabilities[k] /= sum;
    }
  }

  /**
   * Probabilities of many jets, in single precision as files hold them.
   *
   * @param logits jets x classes, row-major
   * @param classes number of classes
   * @return the same for probabilities
   */
  public static float[] probabilities(float[] logits, int classes) {
    float[] probabilities = new float[logits.length];
    double[] row = new double[classes];
    for (int at = 0; at < logits.length; at += classes) {
      probabilities(logits, at, row);
      for (int k = 0; k < classes; k++) {
        probabilities[at + k] = (float) row[k];
      }
    }
    return probabilities;
  }

  /**
   * {@return the cross-entropy -ln p(label) of one jet}
   *
   * @param logits of any number of jets, row-major
   * @param at where the jet's logits begin
   * @param classes number of classes
   * @param label the jet's class, from 0
   */
  public static double crossEntropy(float[] logits, int at, int classes, int label) {
    double shift = max(logits, at, classes);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += StrictMath.exp(logits[at + k] - shift);
    }
    return StrictMath.log(sum) - (logits[at + label] - shift);
  }

  /**
   * {@return the log-odds ln(p / (1 - p)) of a class of one jet: how far its logit is above all the
   * others}
   *
   * @param logits of any number of jets, row-major
   * @param at where the jet's logits begin
   * @param classes number of classes
   * @param one the class
   */
  public static double logOdds(float[] logits, int at, int classes, int one) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      largest = k == one ? largest : Math.max(largest, logits[at + k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += k == one ? 0 : StrictMath.exp(logits[at + k] - largest);
    }
    return logits[at + one] - largest - StrictMath.log(sum);
  }

  private static double max(float[] logits, int at, int classes) {
    float max = logits[at];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, logits[at + k]);
    }
    return max;
  }
}
