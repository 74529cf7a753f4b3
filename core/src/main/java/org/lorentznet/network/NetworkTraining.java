package org.lorentznet.network;

import java.util.List;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/**
 * The training step of one network: forward in training mode, loss and gradients. Not safe for use
 * by several threads at once. Results have the same bits for any number of workers.
 */
public interface NetworkTraining {
  /**
   * Runs a batch forward (batch statistics, dropout) and backward. Moves the running statistics;
   * leaves the trained parameters alone.
   *
   * @param batch labelled jets
   * @param loss l_j of each of them; called by several threads at once
   * @param dropoutSeed the dropout mask is a function of it alone
   * @param workers the threads that share the work
   * @return the mean L = sum_j w_j l_j / sum_j w_j over the jets j with weights w_j, of which
   *     {@link #gradients} is the slope; 0 where no jet weighs anything. Weights play no part in
   *     the statistics of normalisations.
   */
  double step(JetBatch batch, JetLoss loss, long dropoutSeed, Workers workers);

  /**
   * The same with the cross-entropy.
   *
   * @param batch labelled jets
   * @param dropoutSeed the dropout mask is a function of it alone
   * @param workers the threads that share the work
   * @return the mean cross-entropy, nats, with the jets' weights
   */
  default double step(JetBatch batch, long dropoutSeed, Workers workers) {
    return step(batch, JetLoss.CROSS_ENTROPY, dropoutSeed, workers);
  }

  /** {@return the logits of the last step: jets x classes, row-major} */
  float[] logits();

  /**
   * {@return the gradients of the last step's loss, one array for each of {@link
   * Parameters#trained()}, in that order} The arrays are overwritten by the next step; an optimiser
   * may change them in between.
   */
  List<float[]> gradients();
}
