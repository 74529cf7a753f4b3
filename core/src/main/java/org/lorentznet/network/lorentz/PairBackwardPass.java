package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Panels;

/**
 * Backward of {@link PairPass} over all ordered pairs of one jet, up to phi_e's normalisation. The
 * forward pass is run again tile by tile, which costs less than storing and reading what it made.
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
  private final float[] dGate = new float[Kernels.TILE];
  private final float[] noBias;
  private float[] transposed = new float[0];
  private float[] receiverSums = new float[0];
  private float[] senderSums = new float[0];

  PairBackwardPass(Kernels kernels, int rows) {
    this.kernels = kernels;
    this.rows = rows;
    int size = rows * Kernels.TILE + Kernels.LANES;
    layer = new float[size];
    message = new float[size];
    work = new float[size];
    gradient = new float[size];
    noBias = new float[rows];
  }

  /**
   * Runs the pairs of one jet.
   *
   * @param da gradient of the sums over senders: rows x (N + TILE), columns repeated modulo N
   * @param ds gradient of phi_x for each pair, 0 behind the last; null in the last block
   * @param sums weight gradients, added to
   * @param receiverSum written: rows x stride, sums over senders of the gradient g of phi_e's first
   *     layer after normalisation
   * @param senderSum written: rows x stride, sums over receivers of g
   * @param nSums written: rows x LANES, sums of g n
   * @param dSums written: rows x LANES, sums of g d
   * @param dn written: sum over channels of g times the normalised weight of n, a value a pair
   * @param dd likewise for d
   */
  void run(
      BlockWeights weights,
      TransposedWeights back,
      int width,
      JetPairs pairs,
      float[] da,
      int daStride,
      float[] ds,
      int dsAt,
      BlockGradients sums,
      float[] receiverSum,
      float[] senderSum,
      int sumAt,
      float[] nSums,
      float[] dSums,
      float[] dn,
      float[] dd,
      int dAt) {
    int particles = pairs.particles;
    int count = particles * (particles - 1);
    int receiverStride = particles + Kernels.TILE;
    int senderStride = Panels.columns(2 * particles) + Kernels.LANES;
    int stride = Panels.columns(particles);
    reserve(receiverStride, senderStride, sums.stride);
    Arrays.fill(nSums, 0);
    Arrays.fill(dSums, 0);
    for (int e = 0; e < count; e += Kernels.TILE) {
      int columns = Math.min(Kernels.TILE, count - e);
      int first = e % particles;
      kernels.pairInput(
          pairs.receiver,
          pairs.stride,
          pairs.sender,
          pairs.senderStride,
          particles,
          e,
          columns,
          pairs.n,
          pairs.at,
          pairs.d,
          pairs.at,
          pairs.distance,
          pairs.product,
          rows,
          layer);
      multiply(weights.message(), layer, weights.messageBias(), true, message);
      throughCoordinates(weights, back, width, pairs, ds, dsAt, e, sums);
      kernels.addAndDot(gradient, rows, da, first, daStride, message, dGate, Kernels.TILE);
      for (int t = 0; t < Kernels.TILE; t++) {
        float gate = pairs.gate[pairs.at + e + t];
        dGate[t] *= gate * (1 - gate);
        sums.gateBias += dGate[t];
      }
      kernels.messageBackward(
          gradient,
          rows,
          message,
          pairs.gate,
          pairs.at + e,
          dGate,
          weights.gate(),
          sums.gate,
          Kernels.TILE);
      outer(gradient, layer, width, null, 0, sums.message, sums.stride);
      multiply(back.message(), gradient, noBias, false, work);
      kernels.pairInputBackward(
          work,
          layer,
          rows,
          particles,
          e,
          columns,
          pairs.n,
          pairs.at,
          pairs.d,
          pairs.at,
          receiverSums,
          receiverStride,
          senderSums,
          senderStride,
          nSums,
          dSums,
          pairs.distance,
          pairs.product,
          dn,
          dAt,
          dd,
          dAt);
    }
    PairPass.fold(receiverSums, receiverStride, rows, particles);
    PairPass.fold(senderSums, senderStride, rows, particles);
    for (int r = 0; r < rows; r++) {
      int row = sumAt + r * stride;
      System.arraycopy(receiverSums, r * receiverStride, receiverSum, row, particles);
      System.arraycopy(senderSums, r * senderStride, senderSum, row, particles);
      Arrays.fill(receiverSum, row + particles, row + stride, 0);
      Arrays.fill(senderSum, row + particles, row + stride, 0);
    }
  }

  /** Through phi_x: leaves the gradient of the gated messages, as far as it comes from there. */
  private void throughCoordinates(
      BlockWeights weights,
      TransposedWeights back,
      int width,
      JetPairs pairs,
      float[] ds,
      int dsAt,
      int e,
      BlockGradients sums) {
    if (ds == null) {
      Arrays.fill(gradient, 0);
      return;
    }
    int gateAt = pairs.at + e;
    multiply(weights.coordinate(), message, noBias, false, work);
    kernels.gatedReluDotBackward(
        work,
        rows,
        pairs.gate,
        gateAt,
        weights.coordinateBias(),
        weights.coordinateOut(),
        ds,
        dsAt + e,
        sums.coordinateOut,
        Kernels.TILE);
    outer(work, message, width, pairs.gate, gateAt, sums.coordinate, sums.stride);
    multiply(back.coordinate(), work, noBias, false, gradient);
  }

  private void multiply(float[] weights, float[] in, float[] bias, boolean relu, float[] out) {
    int tile = Kernels.TILE;
    kernels.product(
        weights, rows, weights.length / rows, in, 0, tile, bias, relu, out, 0, tile, tile);
  }

  private void outer(
      float[] d, float[] x, int width, float[] scale, int scaleAt, float[] sums, int stride) {
    kernels.transpose(x, 0, Kernels.TILE, width, scale, scaleAt, transposed, stride, Kernels.TILE);
    kernels.outer(d, 0, Kernels.TILE, rows, transposed, stride, sums, Kernels.TILE);
  }

  private void reserve(int receiverStride, int senderStride, int stride) {
    if (transposed.length < Kernels.TILE * stride) {
      transposed = new float[Kernels.TILE * stride];
    }
    if (receiverSums.length < rows * receiverStride) {
      receiverSums = new float[rows * receiverStride];
    }
    if (senderSums.length < rows * senderStride) {
      senderSums = new float[rows * senderStride];
    }
    Arrays.fill(receiverSums, 0, rows * receiverStride, 0);
    Arrays.fill(senderSums, 0, rows * senderStride, 0);
  }
}
