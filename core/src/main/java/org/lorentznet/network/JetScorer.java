package org.lorentznet.network;

import org.lorentznet.jet.EncodedJet;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/**
 * Scores jets. Safe for use by many threads at once. A jet's logits depend on that jet alone: they
 * have the same bits in any batch, with any number of workers and on any machine.
 */
public interface JetScorer {
  /**
   * With fewer jets than this for each worker, workers share the pairs of one jet after another.
   */
  int JETS_A_WORKER = 4;

  /** {@return the number of classes} */
  int classes();

  /**
   * Scores every jet of a batch.
   *
   * @param batch encoded jets
   * @param workers the threads that share the work
   * @param logits written: jets x classes, row-major
   */
  void score(JetBatch batch, Workers workers, float[] logits);

  /**
   * Scores one jet. LorentzNet's scorer allocates nothing once the largest jet has been seen.
   *
   * @param jet as the encoding wrote it
   * @param workers the threads that share the work
   * @param logits written from {@code at} on: a logit a class
   * @param at where the jet's logits begin
   */
  default void score(EncodedJet jet, Workers workers, float[] logits, int at) {
    float[] own = new float[classes()];
    score(jet.toBatch(), workers, own);
    System.arraycopy(own, 0, logits, at, own.length);
  }
}
