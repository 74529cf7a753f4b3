package org.lorentznet.network.lorentz;

import org.lorentznet.kernel.Kernels;

/**
 * What a pass over the ordered pairs of one jet reads and writes, with pairs numbered as in {@link
 * Kernels}. Filled anew for each jet and block.
 */
final class JetPairs {
  /** About as many tiles as pay for adding up a part's sums. */
  private static final int TILES_A_PART = 12;

  /** N. */
  int particles;

  /** Receiver's part of phi_e's first layer, normalised: rows x stride, repeated modulo N. */
  float[] receiver;

  int stride;

  /** Sender's part: rows x senderStride, repeated modulo N. */
  float[] sender;

  int senderStride;

  /** Weight of n for each channel, normalised. */
  float[] distance;

  /** Weight of d for each channel, normalised. */
  float[] product;

  /** psi of the squared distance of each pair, from {@link #at} on, with room for whole tiles. */
  float[] n;

  /** psi of the product of each pair. */
  float[] d;

  /** The gate of each pair: written forward, read backward; 0 behind the last pair. */
  float[] gate;

  /** phi_x of each pair, written forward where the block moves coordinates. */
  float[] shift;

  /** Place of the first pair in {@code n}, {@code d}, {@code gate} and {@code shift}. */
  int at;

  /** Number of ordered pairs i != j. */
  int count() {
    return particles * (particles - 1);
  }

  /** Tiles that the pairs fill. */
  int tiles() {
    return tiles(count());
  }

  /** Tiles that a number of pairs fills. */
  static int tiles(int pairs) {
    return (pairs + Kernels.TILE - 1) / Kernels.TILE;
  }

  /**
   * Parts in which the pairs are summed, a function of N alone: sums of parts are added up in
   * order, whether threads share the parts or one runs them all.
   */
  int parts() {
    return Math.max(1, (tiles() + TILES_A_PART - 1) / TILES_A_PART);
  }

  /** First pair of a part; that of part {@link #parts} lies behind the last pair. */
  int partStart(int part) {
    return (int) ((long) tiles() * part / parts()) * Kernels.TILE;
  }
}
