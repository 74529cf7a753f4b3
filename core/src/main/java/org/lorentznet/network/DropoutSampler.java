package org.lorentznet.network;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/**
 * Scores jets with dropout left on (Y. Gal, Z. Ghahramani, arXiv 1506.02142). Sample {@code k}
 * drops the same hidden values for every jet, so it is a network of its own, and a jet's samples do
 * not depend on its batch.
 */
public interface DropoutSampler {
  /**
   * Scores every jet of a batch once for each sample.
   *
   * @param batch encoded jets
   * @param samples how often each jet is scored
   * @param seed what is dropped is a function of it and of the sample's number
   * @param workers the threads that share the work
   * @return for each sample, jets x classes logits, row-major
   */
  float[][] sample(JetBatch batch, int samples, long seed, Workers workers);
}
