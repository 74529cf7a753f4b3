package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.kernel.JetPairs;
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
  private final float[] panel;
  private float[] sums = new float[0];

  PairPass(Kernels kernels, int rows) {
    this.kernels = kernels;
    this.rows = rows;
    int size = rows * Kernels.TILE + Kernels.LANES;
    layer = new float[size];
    message = new float[size];
    panel = new float[Kernels.PANEL * Kernels.TILE + Kernels.LANES];
  }

  /**
   * Runs all pairs, part after part.
   *
   * @param a written: rows x stride, the sum over senders of the gated messages, N columns from
   *     {@code at} on; up to {@link Kernels#LANES} columns behind them hold anything afterwards
   */
  void run(BlockWeights weights, JetPairs pairs, float[] a, int at, int stride) {
    for (int part = 0; part < pairs.parts(); part++) {
      runPart(weights, pairs, part);
      addSums(pairs, part, a, at, stride);
    }
  }

  /** Runs one part of the pairs and keeps its sums until {@link #addSums} takes them. */
  void runPart(BlockWeights weights, JetPairs pairs, int part) {
    int sumStride = sumStride(pairs);
    if (sums.length < rows * sumStride) {
      sums = new float[rows * sumStride];
    }
    int end = pairs.partStart(part + 1);
    for (int e = pairs.partStart(part); e < end; e += Kernels.TILE) {
      tile(weights, pairs, e, sumStride);
    }
  }

  private static int sumStride(JetPairs pairs) {
    return pairs.particles + Kernels.TILE + Kernels.LANES;
  }

  private void tile(BlockWeights weights, JetPairs pairs, int e, int sumStride) {
    int count = Math.min(Kernels.TILE, pairs.count() - e);
    int at = pairs.at + e;
    kernels.message(
        pairs,
        e,
        count,
        weights.message(),
        rows,
        weights.messageBias(),
        weights.gate(),
        weights.gateBias(),
        layer,
        message);
    kernels.sigmoid(pairs.gate, at, Kernels.TILE);
    Arrays.fill(pairs.gate, at + count, at + Kernels.TILE, 0);
    if (weights.coordinate() == null) {
      kernels.addGated(message, rows, pairs, e, sums, sumStride);
    } else {
      kernels.coordinate(
          weights.coordinate(),
          rows,
          message,
          weights.coordinateBias(),
          weights.coordinateOut(),
          pairs,
          e,
          sums,
          sumStride,
          panel);
    }
  }

  /**
   * Adds the sums of the part just run.
   *
   * @param a as in {@link #run}, begun anew by part 0
   */
  void addSums(JetPairs pairs, int part, float[] a, int at, int stride) {
    int particles = pairs.particles;
    int used = particles + Kernels.TILE;
    kernels.fold(sums, sumStride(pairs), used, rows, particles, a, at, stride, part > 0);
  }
}
