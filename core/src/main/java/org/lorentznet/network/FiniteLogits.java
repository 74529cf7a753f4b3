package org.lorentznet.network;

import org.lorentznet.errors.BadJetException;
import org.lorentznet.jet.Jets;

/** Scores are numbers: momenta near the largest double overflow, and no score comes of them. */
public final class FiniteLogits {
  private FiniteLogits() {}

  /**
   * Checks the scores of a block.
   *
   * @param source where the jets come from, for the message
   * @param block the jets scored
   * @param logits block.size() x classes, row-major
   * @throws BadJetException naming the first jet with a logit that is not finite
   */
  public static void require(Object source, Jets block, float[] logits) {
    require(source, block.index(0), logits, logits.length / Math.max(1, block.size()));
  }

  /**
   * Checks scores.
   *
   * @param source where the jets come from, for the message
   * @param first number of the first jet
   * @param logits jets x classes, row-major
   * @param classes number of classes
   * @throws BadJetException naming the first jet with a logit that is not finite
   */
  public static void require(Object source, long first, float[] logits, int classes) {
    for (int i = 0; i < logits.length; i++) {
      if (!Float.isFinite(logits[i])) {
        throw new BadJetException(
            source,
            first + i / classes,
            "its score is "
                + logits[i]
                + ": its momenta are beyond what the network can compute with");
      }
    }
  }
}
