package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.PairSums;

/**
 * Backward of {@link PairPass} over all ordered pairs of one jet, up to phi_e's normalisation. Of
 * the forward pass, messages are made again tile by tile, which costs no more than storing and
 * reading them; of phi_x's hidden layer, a bit a unit is enough, since the gradient of the weights
 * behind it follows from that of the weights before it (see {@link LorentzNetTraining}).
 *
 * <p>What the normalisation's backward needs of the pairs is little: z is linear in (h_i, h_j, n,
 * d), so the sums of the gradient over senders, over receivers and with n and d, and two numbers a
 * pair, are enough ({@link EdgeTerms}).
 */
final class PairBackwardPass {
  private final Kernels kernels;
  private final int rows;
  private final float[] layer;
  private final float[] message;
  private final float[] work;
  private final float[] gradient;
  private final float[] panel;
  private final float[] dGate = new float[Kernels.TILE];
  private float[] transposed = new float[0];

  PairBackwardPass(Kernels kernels, int rows) {
    this.kernels = kernels;
    this.rows = rows;
    int size = rows * Kernels.TILE + Kernels.LANES;
    layer = new float[size];
    message = new float[size];
    work = new float[size];
    gradient = new float[size];
    panel = new float[Kernels.PANEL * Kernels.TILE + Kernels.LANES];
  }

  /**
   * Runs the pairs of one jet.
   *
   * @param da gradient of the sums over senders: rows x (N + TILE), columns repeated modulo N
   * @param ds gradient of phi_x for each pair, 0 behind the last; null in the last block
   * @param weightSums weight gradients, added to
   * @param pairSums written, but for the sums over senders and receivers, which are added to
   */
  void run(
      BlockWeights weights,
      TransposedWeights back,
      int width,
      JetPairs pairs,
      float[] da,
      int daStride,
      float[] ds,
      BlockGradients weightSums,
      PairSums pairSums) {
    if (transposed.length < Kernels.TILE * weightSums.stride) {
      transposed = new float[Kernels.TILE * weightSums.stride];
    }
    int count = pairs.count();
    for (int e = 0; e < count; e += Kernels.TILE) {
      int columns = Math.min(Kernels.TILE, count - e);
      int gateAt = pairs.at + e;
      kernels.message(
          pairs,
          e,
          columns,
          weights.message(),
          rows,
          weights.messageBias(),
          null,
          0,
          layer,
          message);
      if (ds != null) {
        kernels.activeGradient(pairs, e, rows, ds, work);
        outer(work, message, width, pairs.gate, gateAt, weightSums.coordinate, weightSums.stride);
      }
      kernels.messageGradient(
          back.coordinate(),
          rows,
          work,
          da,
          e % pairs.particles,
          daStride,
          message,
          gradient,
          dGate);
      for (int t = 0; t < Kernels.TILE; t++) {
        float gate = pairs.gate[gateAt + t];
        dGate[t] *= gate * (1 - gate);
        weightSums.gateBias += dGate[t];
      }
      kernels.messageBackward(
          gradient, rows, message, pairs.gate, gateAt, dGate, weights.gate(), weightSums.gate);
      outer(gradient, layer, width, null, 0, weightSums.message, weightSums.stride);
      kernels.pairInputBackward(
          back.message(), rows, gradient, layer, pairs, e, columns, pairSums, panel);
    }
  }

  private void outer(
      float[] d, float[] x, int width, float[] scale, int scaleAt, float[] sums, int stride) {
    kernels.transpose(x, 0, Kernels.TILE, width, scale, scaleAt, transposed, stride, Kernels.TILE);
    kernels.outer(d, 0, Kernels.TILE, rows, transposed, stride, sums, Kernels.TILE);
  }
}
