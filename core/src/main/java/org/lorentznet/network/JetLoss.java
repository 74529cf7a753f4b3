package org.lorentznet.network;

/** What the logits of a jet cost in training, and along which slope they are to change. */
@FunctionalInterface
public interface JetLoss {
  /** The cross-entropy -ln p(label) of the jet's class. */
  JetLoss CROSS_ENTROPY =
      (jet, label, logits, at, slope) -> {
        Softmax.probabilities(logits, at, slope);
        slope[label] -= 1;
        return Softmax.crossEntropy(logits, at, slope.length, label);
      };

  /**
   * The loss of one jet.
   *
   * @param jet number of the jet in its batch
   * @param label its class
   * @param logits hold the jet's logits from {@code at} on
   * @param at where the jet's logits begin
   * @param slope written: the loss's derivative by each of the logits, as many as there are classes
   * @return l_j, nats
   */
  double of(int jet, int label, float[] logits, int at, double[] slope);
}
