package org.lorentznet.network;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/**
 * Scores jets. Safe for use by many threads at once. A jet's logits depend on that jet alone: they
 * have the same bits in any batch, with any number of workers and on any machine.
 */
public interface JetScorer {
  /** Number of classes. */
  int classes();

  /**
   * Scores every jet of a batch.
   *
   * @param logits written: jets x classes, row-major
   */
  void score(JetBatch batch, Workers workers, float[] logits);
}
