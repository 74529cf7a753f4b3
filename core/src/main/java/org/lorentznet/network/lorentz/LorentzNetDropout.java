package org.lorentznet.network.lorentz;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.DropoutSampler;
import org.lorentznet.network.Parameters;
import org.lorentznet.numeric.RandomStream;

/** Dropout in the decoder, the only place where a LorentzNet has it: the blocks run once a jet. */
final class LorentzNetDropout implements DropoutSampler {
  private final LorentzNetConfiguration configuration;
  private final LorentzNetScorer scorer;
  private final Decoder decoder;

  LorentzNetDropout(Parameters parameters, LorentzNetConfiguration configuration, Kernels kernels) {
    this.configuration = configuration;
    scorer = new LorentzNetScorer(parameters, configuration, kernels);
    decoder = new Decoder(parameters, configuration, true);
  }

  @Override
  public float[][] sample(JetBatch batch, int samples, long seed, Workers workers) {
    double[][] kept = new double[samples][configuration.width()];
    for (int s = 0; s < samples; s++) {
      RandomStream random = new RandomStream(RandomStream.key(seed, s));
      for (int c = 0; c < configuration.width(); c++) {
        kept[s][c] =
            random.nextDouble() < configuration.dropout() ? 0 : 1 / (1 - configuration.dropout());
      }
    }
    float[][] logits = new float[samples][batch.jets() * configuration.classes()];
    workers.run(batch.jets(), jet -> sample(batch, jet, kept, logits));
    return logits;
  }

  private void sample(JetBatch batch, int jet, double[][] kept, float[][] logits) {
    int classes = configuration.classes();
    double[] pooled = new double[configuration.width()];
    double[] active = new double[configuration.width()];
    scorer.trace(
        batch,
        jet,
        new float[batch.jets() * classes],
        (block, hidden, stride, x, gate, particles) -> {
          if (block == configuration.blocks()) {
            decoder.pool(hidden, 0, stride, particles, pooled, 0);
          }
        });
    for (int s = 0; s < kept.length; s++) {
      decoder.decode(pooled, 0, kept[s], active, 0, logits[s], jet * classes);
    }
  }
}
