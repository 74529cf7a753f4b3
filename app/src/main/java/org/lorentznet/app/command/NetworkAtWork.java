package org.lorentznet.app.command;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Tensor;
import org.lorentznet.training.AdamW;

/** A network that scores and trains only to be timed: steps have length 0. */
final class NetworkAtWork {
  private final JetNetwork network;
  private final JetScorer scorer;
  private final NetworkTraining step;
  private final AdamW optimiser;

  NetworkAtWork(JetNetwork network) {
    this.network = network;
    scorer = network.scorer();
    step = network.training();
    optimiser =
        new AdamW(
            network.parameters().trained().stream().map(Tensor::values).toList(),
            0.01,
            0.9,
            0.999,
            1e-8);
  }

  JetNetwork network() {
    return network;
  }

  /** Room for the logits of a batch. */
  float[] logits(JetBatch batch) {
    return new float[batch.jets() * scorer.classes()];
  }

  void score(JetBatch batch, Workers workers, float[] logits) {
    scorer.score(batch, workers, logits);
  }

  /** Forward, backward, and the optimiser's step. */
  void train(JetBatch batch, Workers workers) {
    step.step(batch, 1, workers);
    optimiser.step(step.gradients(), 0);
  }
}
