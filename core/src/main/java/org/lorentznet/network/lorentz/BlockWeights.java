package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Panels;
import org.lorentznet.network.Parameters;

/**
 * Weights of one Lorentz group equivariant block, packed for the kernels. phi_e's first layer, W
 * [h_i, h_j, n, d], is split into a receiver's part, a sender's part and the two columns of the
 * invariants, so that its matrix products run over particles and not over pairs.
 *
 * @param rows C rounded up to whole panels; rows behind C are 0
 * @param receiver phi_e.0, columns of h_i
 * @param receiverBias 0, or the folded shift of phi_e.1
 * @param sender phi_e.0, columns of h_j
 * @param distance phi_e.0, column of n
 * @param product phi_e.0, column of d
 * @param message phi_e.3
 * @param gate phi_m.0
 * @param coordinate phi_x.0, or null in the last block
 * @param coordinateOut phi_x.2, or null in the last block
 * @param nodeHidden phi_h.0, columns of h
 * @param nodeMessage phi_h.0, columns of a
 * @param nodeScalars phi_h.0, columns of s
 * @param nodeBias phi_h.0, the shift of phi_h.1 folded in or not
 * @param nodeOut phi_h.3
 */
record BlockWeights(
    int rows,
    float[] receiver,
    float[] receiverBias,
    float[] sender,
    float[] distance,
    float[] product,
    float[] message,
    float[] messageBias,
    float[] gate,
    float gateBias,
    float[] coordinate,
    float[] coordinateBias,
    float[] coordinateOut,
    float[] nodeHidden,
    float[] nodeMessage,
    float[] nodeScalars,
    float[] nodeBias,
    float[] nodeOut,
    float[] nodeOutBias) {

  /** Weights for evaluation: both normalisations, by their running statistics, folded in. */
  static BlockWeights folded(
      Parameters parameters, LorentzNetConfiguration configuration, int block) {
    String prefix = "LGEBs." + block + ".";
    BatchNormalisation edges = BatchNormalisation.of(parameters, prefix + "phi_e.1");
    BatchNormalisation nodes = BatchNormalisation.of(parameters, prefix + "phi_h.1");
    double[] edgeScale = edges.runningScale();
    double[] nodeScale = nodes.runningScale();
    float[] nodeBias = parameters.get(prefix + "phi_h.0.bias").values().clone();
    double[] nodeShift = nodes.runningShift();
    for (int c = 0; c < nodeBias.length; c++) {
      nodeBias[c] = (float) (nodeScale[c] * nodeBias[c] + nodeShift[c]);
    }
    return pack(
        parameters,
        configuration,
        block,
        edgeScale,
        toFloat(edges.runningShift()),
        nodeScale,
        nodeBias);
  }

  /** Weights as they are, for training, where the batch normalises. */
  static BlockWeights raw(Parameters parameters, LorentzNetConfiguration configuration, int block) {
    return pack(
        parameters,
        configuration,
        block,
        null,
        new float[configuration.width()],
        null,
        parameters.get("LGEBs." + block + ".phi_h.0.bias").values());
  }

  private static BlockWeights pack(
      Parameters parameters,
      LorentzNetConfiguration configuration,
      int block,
      double[] edgeScale,
      float[] edgeShift,
      double[] nodeScale,
      float[] nodeBias) {
    String prefix = "LGEBs." + block + ".";
    int c = configuration.width();
    int s = configuration.encoding().size();
    float[] first = parameters.get(prefix + "phi_e.0.weight").values();
    float[] node = parameters.get(prefix + "phi_h.0.weight").values();
    boolean moves = block < configuration.blocks() - 1;
    return new BlockWeights(
        Panels.rows(c),
        Panels.pack(first, c, 2 * c + 2, 0, c, edgeScale),
        Panels.pad(edgeShift),
        Panels.pack(first, c, 2 * c + 2, c, c, edgeScale),
        column(first, c, 2 * c, edgeScale),
        column(first, c, 2 * c + 1, edgeScale),
        Panels.pack(parameters.get(prefix + "phi_e.3.weight").values(), c, c, 0, c, null),
        Panels.pad(parameters.get(prefix + "phi_e.3.bias").values()),
        Panels.pad(parameters.get(prefix + "phi_m.0.weight").values()),
        parameters.get(prefix + "phi_m.0.bias").values()[0],
        moves
            ? Panels.pack(parameters.get(prefix + "phi_x.0.weight").values(), c, c, 0, c, null)
            : null,
        moves ? Panels.pad(parameters.get(prefix + "phi_x.0.bias").values()) : null,
        moves ? Panels.pad(parameters.get(prefix + "phi_x.2.weight").values()) : null,
        Panels.pack(node, c, 2 * c + s, 0, c, nodeScale),
        Panels.pack(node, c, 2 * c + s, c, c, nodeScale),
        Panels.pack(node, c, 2 * c + s, 2 * c, s, nodeScale),
        Panels.pad(nodeBias),
        Panels.pack(parameters.get(prefix + "phi_h.3.weight").values(), c, c, 0, c, null),
        Panels.pad(parameters.get(prefix + "phi_h.3.bias").values()));
  }

  /** One of the two last columns of phi_e.0. */
  private static float[] column(float[] first, int c, int column, double[] scale) {
    float[] values = new float[Panels.rows(c)];
    for (int r = 0; r < c; r++) {
      float value = first[r * (2 * c + 2) + column];
      values[r] = scale == null ? value : (float) (scale[r] * value);
    }
    return values;
  }

  private static float[] toFloat(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
