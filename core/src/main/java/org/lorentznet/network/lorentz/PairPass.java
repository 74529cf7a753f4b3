package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.Kernels;

/**
 * Messages of one block over ordered pairs of one jet, fused: phi_e, gate, the sums over senders
 * and phi_x run tile by tile through buffers that stay in the first-level cache, and nothing of
 * size pairs x C is ever stored. Steps 2 to 5 of the block.
 *
 * <p>Because a gate scales a whole message, phi_x's first layer runs on ungated messages and the
 * gate multiplies its result.
 */
final class PairPass {
  private final Kernels kernels;
  private final int rows;
  private final float[] layer;
  private final float[] message;
  private final float[] coordinate;
  private final float[] noBias;
  private float[] sums = new float[0];

  PairPass(Kernels kernels, int rows) {
    this.kernels = kernels;
    this.rows = rows;
    int size = rows * Kernels.TILE + Kernels.LANES;
    layer = new float[size];
    message = new float[size];
    coordinate = new float[size];
    noBias = new float[rows];
  }

  /**
   * Runs all pairs, part after part.
   *
   * @param a written: rows x stride, the sum over senders of the gated messages
   */
  void run(BlockWeights weights, JetPairs pairs, float[] a, int at, int stride) {
    for (int part = 0; part < pairs.parts(); part++) {
      runPart(weights, pairs, part);
      addSums(pairs, part, a, at, stride);
    }
  }

  /** Runs one part of the pairs and keeps its sums. */
  void runPart(BlockWeights weights, JetPairs pairs, int part) {
    int sumStride = pairs.particles + Kernels.TILE;
    if (sums.length < rows * sumStride) {
      sums = new float[rows * sumStride];
    }
    Arrays.fill(sums, 0, rows * sumStride, 0);
    int end = pairs.partStart(part + 1);
    for (int e = pairs.partStart(part); e < end; e += Kernels.TILE) {
      tile(weights, pairs, e, sumStride);
    }
  }

  private void tile(BlockWeights weights, JetPairs pairs, int e, int sumStride) {
    int count = Math.min(Kernels.TILE, pairs.count() - e);
    int at = pairs.at + e;
    kernels.pairInput(
        pairs.receiver,
        pairs.stride,
        pairs.sender,
        pairs.senderStride,
        pairs.particles,
        e,
        count,
        pairs.n,
        pairs.at,
        pairs.d,
        pairs.at,
        pairs.distance,
        pairs.product,
        rows,
        layer);
    multiply(weights.message(), layer, weights.messageBias(), true, message);
    kernels.dot(message, rows, weights.gate(), weights.gateBias(), pairs.gate, at, Kernels.TILE);
    kernels.sigmoid(pairs.gate, at, Kernels.TILE);
    Arrays.fill(pairs.gate, at + count, at + Kernels.TILE, 0);
    kernels.addGated(
        message, rows, pairs.gate, at, sums, e % pairs.particles, sumStride, Kernels.TILE);
    if (weights.coordinate() != null) {
      multiply(weights.coordinate(), message, noBias, false, coordinate);
      kernels.gatedReluDot(
          coordinate,
          rows,
          pairs.gate,
          at,
          weights.coordinateBias(),
          weights.coordinateOut(),
          pairs.shift,
          at,
          Kernels.TILE);
    }
  }

  /**
   * Adds the sums of the part just run.
   *
   * @param a rows x stride, begun anew by part 0
   */
  void addSums(JetPairs pairs, int part, float[] a, int at, int stride) {
    int sumStride = pairs.particles + Kernels.TILE;
    fold(sums, sumStride, rows, pairs.particles);
    for (int r = 0; r < rows; r++) {
      int from = r * sumStride;
      int row = at + r * stride;
      if (part == 0) {
        System.arraycopy(sums, from, a, row, pairs.particles);
        Arrays.fill(a, row + pairs.particles, row + stride, 0);
      } else {
        for (int i = 0; i < pairs.particles; i++) {
          a[row + i] += sums[from + i];
        }
      }
    }
  }

  /**
   * Sums columns that stand for the same particle, i, i + N, i + 2 N, … in turn, into the first.
   */
  static void fold(float[] sums, int stride, int rows, int particles) {
    for (int r = 0; r < rows; r++) {
      int row = r * stride;
      for (int copy = particles; copy < stride; copy += particles) {
        int columns = Math.min(particles, stride - copy);
        for (int i = 0; i < columns; i++) {
          sums[row + i] += sums[row + copy + i];
        }
      }
    }
  }

  private void multiply(float[] weights, float[] in, float[] bias, boolean relu, float[] out) {
    int tile = Kernels.TILE;
    kernels.product(
        weights, rows, weights.length / rows, in, 0, tile, bias, relu, out, 0, tile, tile);
  }
}
