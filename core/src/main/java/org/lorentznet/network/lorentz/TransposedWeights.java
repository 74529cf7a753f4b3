package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Panels;
import org.lorentznet.network.Parameters;

/**
 * Transposes of one block's weights, packed for the kernels: what takes gradients back through the
 * products of {@link BlockWeights}.
 *
 * @param receiver phi_e.0, columns of h_i
 * @param sender phi_e.0, columns of h_j
 * @param message phi_e.3
 * @param coordinate phi_x.0, its rows times phi_x.2, or null in the last block
 * @param nodeHidden phi_h.0, columns of h
 * @param nodeMessage phi_h.0, columns of a
 * @param nodeOut phi_h.3
 */
record TransposedWeights(
    float[] receiver,
    float[] sender,
    float[] message,
    float[] coordinate,
    float[] nodeHidden,
    float[] nodeMessage,
    float[] nodeOut) {

  static TransposedWeights of(
      Parameters parameters, LorentzNetConfiguration configuration, int block) {
    String prefix = "LGEBs." + block + ".";
    int c = configuration.width();
    int s = configuration.encoding().size();
    float[] first = parameters.get(prefix + "phi_e.0.weight").values();
    float[] node = parameters.get(prefix + "phi_h.0.weight").values();
    boolean moves = block < configuration.blocks() - 1;
    return new TransposedWeights(
        Panels.packTransposed(first, c, 2 * c + 2, 0, c),
        Panels.packTransposed(first, c, 2 * c + 2, c, c),
        square(parameters, prefix + "phi_e.3.weight", c),
        moves ? coordinate(parameters, prefix, c) : null,
        Panels.packTransposed(node, c, 2 * c + s, 0, c),
        Panels.packTransposed(node, c, 2 * c + s, c, c),
        square(parameters, prefix + "phi_h.3.weight", c));
  }

  private static float[] coordinate(Parameters parameters, String prefix, int c) {
    float[] weights = parameters.get(prefix + "phi_x.0.weight").values().clone();
    float[] out = parameters.get(prefix + "phi_x.2.weight").values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= out[i / c];
    }
    return Panels.packTransposed(weights, c, c, 0, c);
  }

  private static float[] square(Parameters parameters, String name, int c) {
    return Panels.packTransposed(parameters.get(name).values(), c, c, 0, c);
  }
}
