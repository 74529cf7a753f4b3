package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.LANES;
import static org.lorentznet.kernel.Kernels.PANEL;
import static org.lorentznet.kernel.Kernels.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.PairSums;

/**
 * One vector of columns of a tile of pairs, row after row. Where a new k begins among its lanes,
 * senders move on by one from that lane on: two vectors one element apart are blended.
 */
final class PairColumns {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  static final FloatVector LANE = FloatVector.zero(SPECIES).addIndex(1);

  private PairColumns() {}

  /** phi_e's first layer of the pairs from {@code pair} on. */
  static void input(JetPairs pairs, int pair, int rows, float[] out, int t) {
    FloatVector n = FloatVector.fromArray(SPECIES, pairs.n, pairs.at + pair);
    FloatVector d = FloatVector.fromArray(SPECIES, pairs.d, pairs.at + pair);
    int i = pair % pairs.particles;
    int from = i;
    int at = i + pair / pairs.particles + 1;
    VectorMask<Float> next = LANE.compare(VectorOperators.GE, pairs.particles - i);
    for (int r = 0; r < rows; r++) {
      FloatVector to =
          FloatVector.fromArray(SPECIES, pairs.sender, at)
              .blend(FloatVector.fromArray(SPECIES, pairs.sender, at + 1), next);
      FloatVector z = FloatVector.fromArray(SPECIES, pairs.receiver, from).add(to);
      z = n.fma(FloatVector.broadcast(SPECIES, pairs.distance[r]), z);
      z = d.fma(FloatVector.broadcast(SPECIES, pairs.product[r]), z);
      z.blend(0, z.compare(VectorOperators.LT, 0)).intoArray(out, r * TILE + t);
      from += pairs.stride;
      at += pairs.senderStride;
    }
  }

  /** Masks the columns of a panel of gradients and adds them to all sums but the senders'. */
  static void backward(
      float[] panel, float[] layer, int row, int t, JetPairs pairs, int first, PairSums sums) {
    int at = pairs.at + first + t;
    FloatVector n = FloatVector.fromArray(SPECIES, pairs.n, at);
    FloatVector d = FloatVector.fromArray(SPECIES, pairs.d, at);
    int out = sums.at + first + t;
    FloatVector ofN = FloatVector.fromArray(SPECIES, sums.dn, out);
    FloatVector ofD = FloatVector.fromArray(SPECIES, sums.dd, out);
    int to = row * sums.receiverStride + first % pairs.particles + t;
    for (int p = 0; p < PANEL; p++) {
      int r = row + p;
      FloatVector g =
          FloatVector.zero(SPECIES)
              .blend(
                  FloatVector.fromArray(SPECIES, panel, p * TILE + t),
                  FloatVector.fromArray(SPECIES, layer, r * TILE + t)
                      .compare(VectorOperators.GT, 0));
      g.intoArray(panel, p * TILE + t);
      FloatVector.fromArray(SPECIES, sums.receiver, to).add(g).intoArray(sums.receiver, to);
      to += sums.receiverStride;
      int lane = r * LANES + t % LANES;
      g.fma(n, FloatVector.fromArray(SPECIES, sums.n, lane)).intoArray(sums.n, lane);
      g.fma(d, FloatVector.fromArray(SPECIES, sums.d, lane)).intoArray(sums.d, lane);
      ofN = g.fma(FloatVector.broadcast(SPECIES, pairs.distance[r]), ofN);
      ofD = g.fma(FloatVector.broadcast(SPECIES, pairs.product[r]), ofD);
    }
    ofN.intoArray(sums.dn, out);
    ofD.intoArray(sums.dd, out);
  }

  /** Adds a panel, masked, to the sums of its senders. */
  static void addSenders(
      float[] panel, int row, int particles, int first, int count, PairSums sums) {
    for (int block = 0; block < count; block += LANES) {
      int pair = first + block;
      int i = pair % particles;
      int to = row * sums.senderStride + i + pair / particles + 1;
      for (int lane = 0; lane < LANES; lane += SPECIES.length()) {
        int left = particles - i - lane;
        int at = to + lane;
        if (left >= SPECIES.length()) {
          add(panel, block + lane, sums.sender, at, sums.senderStride);
        } else if (left <= 0) {
          add(panel, block + lane, sums.sender, at + 1, sums.senderStride);
        } else {
          addAcross(panel, block + lane, sums.sender, at, sums.senderStride, left);
        }
      }
    }
  }

  private static void add(float[] panel, int t, float[] sums, int at, int stride) {
    for (int p = 0; p < PANEL; p++) {
      int to = at + p * stride;
      FloatVector.fromArray(SPECIES, sums, to)
          .add(FloatVector.fromArray(SPECIES, panel, p * TILE + t))
          .intoArray(sums, to);
    }
  }

  /**
   * @param left lanes before a new k begins
   */
  private static void addAcross(float[] panel, int t, float[] sums, int at, int stride, int left) {
    VectorMask<Float> next = LANE.compare(VectorOperators.GE, left);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int p = 0; p < PANEL; p++) {
      int to = at + p * stride;
      FloatVector value = FloatVector.fromArray(SPECIES, panel, p * TILE + t);
      FloatVector.fromArray(SPECIES, sums, to).add(value.blend(zero, next)).intoArray(sums, to);
      FloatVector.fromArray(SPECIES, sums, to + 1)
          .add(zero.blend(value, next))
          .intoArray(sums, to + 1);
    }
  }
}
