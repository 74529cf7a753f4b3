package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.LANES;
import static org.lorentznet.kernel.Kernels.PANEL;
import static org.lorentznet.kernel.Kernels.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.PairSums;

/**
 * Full tiles of pairs where a vector is {@link org.lorentznet.kernel.Kernels#LANES} wide: three
 * vectors of columns go through the rows together. Elsewhere {@link PairColumns} does one.
 */
final class PairTile {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;

  private PairTile() {}

  /** Masks a panel of gradients and adds it to all sums but those of its senders. */
  static void backward(
      float[] panel, float[] layer, int row, JetPairs pairs, int first, PairSums sums) {
    int at = pairs.at + first;
    FloatVector n0 = FloatVector.fromArray(SPECIES, pairs.n, at);
    FloatVector n1 = FloatVector.fromArray(SPECIES, pairs.n, at + LANES);
    FloatVector n2 = FloatVector.fromArray(SPECIES, pairs.n, at + 2 * LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, pairs.d, at);
    FloatVector d1 = FloatVector.fromArray(SPECIES, pairs.d, at + LANES);
    FloatVector d2 = FloatVector.fromArray(SPECIES, pairs.d, at + 2 * LANES);
    int out = sums.at + first;
    FloatVector ofN0 = FloatVector.fromArray(SPECIES, sums.dn, out);
    FloatVector ofN1 = FloatVector.fromArray(SPECIES, sums.dn, out + LANES);
    FloatVector ofN2 = FloatVector.fromArray(SPECIES, sums.dn, out + 2 * LANES);
    FloatVector ofD0 = FloatVector.fromArray(SPECIES, sums.dd, out);
    FloatVector ofD1 = FloatVector.fromArray(SPECIES, sums.dd, out + LANES);
    FloatVector ofD2 = FloatVector.fromArray(SPECIES, sums.dd, out + 2 * LANES);
    FloatVector zero = FloatVector.zero(SPECIES);
    float[] receiver = sums.receiver;
    int to = row * sums.receiverStride + first % pairs.particles;
    for (int p = 0; p < PANEL; p++) {
      int r = row + p;
      FloatVector g0 =
          zero.blend(
              FloatVector.fromArray(SPECIES, panel, p * TILE),
              FloatVector.fromArray(SPECIES, layer, r * TILE).compare(VectorOperators.GT, 0));
      FloatVector g1 =
          zero.blend(
              FloatVector.fromArray(SPECIES, panel, p * TILE + LANES),
              FloatVector.fromArray(SPECIES, layer, r * TILE + LANES)
                  .compare(VectorOperators.GT, 0));
      FloatVector g2 =
          zero.blend(
              FloatVector.fromArray(SPECIES, panel, p * TILE + 2 * LANES),
              FloatVector.fromArray(SPECIES, layer, r * TILE + 2 * LANES)
                  .compare(VectorOperators.GT, 0));
      g0.intoArray(panel, p * TILE);
      g1.intoArray(panel, p * TILE + LANES);
      g2.intoArray(panel, p * TILE + 2 * LANES);
      FloatVector.fromArray(SPECIES, receiver, to).add(g0).intoArray(receiver, to);
      FloatVector.fromArray(SPECIES, receiver, to + LANES).add(g1).intoArray(receiver, to + LANES);
      FloatVector.fromArray(SPECIES, receiver, to + 2 * LANES)
          .add(g2)
          .intoArray(receiver, to + 2 * LANES);
      to += sums.receiverStride;
      FloatVector withN = FloatVector.fromArray(SPECIES, sums.n, r * LANES);
      g2.fma(n2, g1.fma(n1, g0.fma(n0, withN))).intoArray(sums.n, r * LANES);
      FloatVector withD = FloatVector.fromArray(SPECIES, sums.d, r * LANES);
      g2.fma(d2, g1.fma(d1, g0.fma(d0, withD))).intoArray(sums.d, r * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, pairs.distance[r]);
      ofN0 = g0.fma(a, ofN0);
      ofN1 = g1.fma(a, ofN1);
      ofN2 = g2.fma(a, ofN2);
      FloatVector b = FloatVector.broadcast(SPECIES, pairs.product[r]);
      ofD0 = g0.fma(b, ofD0);
      ofD1 = g1.fma(b, ofD1);
      ofD2 = g2.fma(b, ofD2);
    }
    ofN0.intoArray(sums.dn, out);
    ofN1.intoArray(sums.dn, out + LANES);
    ofN2.intoArray(sums.dn, out + 2 * LANES);
    ofD0.intoArray(sums.dd, out);
    ofD1.intoArray(sums.dd, out + LANES);
    ofD2.intoArray(sums.dd, out + 2 * LANES);
  }
}
