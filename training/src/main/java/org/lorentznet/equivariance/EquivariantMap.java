package org.lorentznet.equivariance;

import java.util.List;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.LayerState;

/**
 * Any function of jets that should respect Lorentz symmetry: a network, a layer, one's own block.
 */
@FunctionalInterface
public interface EquivariantMap {
  /** What the function makes of jets, which it must not change. */
  Output apply(JetBatch jets);

  /**
   * What a function gave.
   *
   * @param invariants numbers that are the same in every frame, e.g. hidden states, logits
   * @param fourVectors E, px, py, pz in turn of vectors that transform as the particles do
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers to be compared
  record Output(double[] invariants, double[] fourVectors) {}

  /** The logits of a network. */
  static EquivariantMap logits(JetNetwork network) {
    JetScorer scorer = network.scorer();
    return jets -> {
      float[] logits = new float[jets.jets() * scorer.classes()];
      scorer.score(jets, Workers.CALLER, logits);
      double[] invariants = new double[logits.length];
      for (int i = 0; i < logits.length; i++) {
        invariants[i] = logits[i];
      }
      return new Output(invariants, new double[0]);
    };
  }

  /**
   * What one layer of a network holds of the first jet.
   *
   * @param layer from 0 on, in the order of {@link JetProbe#layers}
   */
  static EquivariantMap layer(JetProbe probe, int layer) {
    return jets -> {
      List<LayerState> states = probe.layers(jets, 0);
      return new Output(states.get(layer).hidden(), states.get(layer).coordinates());
    };
  }
}
