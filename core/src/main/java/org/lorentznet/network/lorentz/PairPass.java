package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.Kernels;

/**
 * Messages of one block over all ordered pairs of one jet, fused: phi_e, gate, the sums over
 * senders and phi_x run tile by tile through buffers that stay in the first-level cache, and
 * nothing of size pairs x C is ever stored. Steps 2 to 5 of the block.
 *
 * <p>Because a gate scales a whole message, phi_x's first layer runs on ungated messages and the
 * gate multiplies its result.
 */
final class PairPass {
  private final Kernels kernels;
  private final float[] layer;
  private final float[] message;
  private final float[] coordinate;
  private final float[] noBias;
  private float[] sums = new float[0];

  PairPass(Kernels kernels, int rows) {
    this.kernels = kernels;
    int size = rows * Kernels.TILE + Kernels.LANES;
    layer = new float[size];
    message = new float[size];
    coordinate = new float[size];
    noBias = new float[rows];
  }

  /**
   * Runs the pairs of one jet.
   *
   * @param receiver rows x stride: normalised receiver's part of phi_e's first layer
   * @param sender rows x senderStride: sender's part, two copies of N columns
   * @param distance weight of n for each channel, normalised
   * @param product weight of d for each channel, normalised
   * @param gate written: the gate of each pair, 0 behind the last; room for whole tiles
   * @param s written where the block moves coordinates: phi_x of each pair
   * @param a written: rows x aStride, the sum over senders of the gated messages
   */
  void run(
      BlockWeights weights,
      int particles,
      float[] receiver,
      int stride,
      float[] sender,
      int senderStride,
      float[] distance,
      float[] product,
      float[] n,
      int nAt,
      float[] d,
      int dAt,
      float[] gate,
      int gateAt,
      float[] s,
      int sAt,
      float[] a,
      int aAt,
      int aStride) {
    int rows = weights.rows();
    int pairs = particles * (particles - 1);
    int sumStride = particles + Kernels.TILE;
    if (sums.length < rows * sumStride) {
      sums = new float[rows * sumStride];
    }
    Arrays.fill(sums, 0, rows * sumStride, 0);
    for (int e = 0; e < pairs; e += Kernels.TILE) {
      int count = Math.min(Kernels.TILE, pairs - e);
      kernels.pairInput(
          receiver,
          stride,
          sender,
          senderStride,
          particles,
          e,
          count,
          n,
          nAt,
          d,
          dAt,
          distance,
          product,
          rows,
          layer);
      multiply(weights.message(), rows, layer, weights.messageBias(), true, message);
      kernels.dot(
          message, rows, weights.gate(), weights.gateBias(), gate, gateAt + e, Kernels.TILE);
      kernels.sigmoid(gate, gateAt + e, Kernels.TILE);
      Arrays.fill(gate, gateAt + e + count, gateAt + e + Kernels.TILE, 0);
      kernels.addGated(
          message, rows, gate, gateAt + e, sums, e % particles, sumStride, Kernels.TILE);
      if (weights.coordinate() != null) {
        multiply(weights.coordinate(), rows, message, noBias, false, coordinate);
        kernels.gatedReluDot(
            coordinate,
            rows,
            gate,
            gateAt + e,
            weights.coordinateBias(),
            weights.coordinateOut(),
            s,
            sAt + e,
            Kernels.TILE);
      }
    }
    fold(sums, sumStride, rows, particles, a, aAt, aStride);
  }

  /** Sums columns that stand for the same particle: i, i + N, i + 2 N, … in turn. */
  static void fold(
      float[] sums, int sumStride, int rows, int particles, float[] to, int at, int stride) {
    for (int r = 0; r < rows; r++) {
      int from = r * sumStride;
      int row = at + r * stride;
      System.arraycopy(sums, from, to, row, particles);
      for (int copy = particles; copy < sumStride; copy += particles) {
        int columns = Math.min(particles, sumStride - copy);
        for (int i = 0; i < columns; i++) {
          to[row + i] += sums[from + copy + i];
        }
      }
      Arrays.fill(to, row + particles, row + stride, 0);
    }
  }

  private void multiply(
      float[] weights, int rows, float[] in, float[] bias, boolean relu, float[] out) {
    int tile = Kernels.TILE;
    kernels.product(
        weights, rows, weights.length / rows, in, 0, tile, bias, relu, out, 0, tile, tile);
  }
}
