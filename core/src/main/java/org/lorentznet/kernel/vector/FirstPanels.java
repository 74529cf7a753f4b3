package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.LANES;
import static org.lorentznet.kernel.Kernels.PANEL;
import static org.lorentznet.kernel.Kernels.TILE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.lorentznet.kernel.JetPairs;

/**
 * First panels of products over a full tile of pairs, for vectors {@link
 * org.lorentznet.kernel.Kernels#LANES} wide. A product waits for its multiply-adds and leaves loads
 * and stores idle, elementwise work waits for these: so what is done once with each row of a
 * product's input is done while the first panel runs over it. Written out like {@link
 * ProductTiles}.
 */
final class FirstPanels {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;

  private FirstPanels() {}

  /** Lanes of the next k, in a vector that begins with receiver {@code i}. */
  private static VectorMask<Float> next(int particles, int i) {
    return PairColumns.LANE.compare(VectorOperators.GE, particles - i);
  }

  /**
   * Makes the first layer of phi_e and runs the first half panel of the second over it: out =
   * relu(W layer + bias). A whole panel and this would need more registers than there are.
   *
   * @param layer written: rows x TILE
   */
  static void message(
      JetPairs pairs,
      int first,
      int rows,
      float[] weights,
      float[] bias,
      float[] layer,
      float[] out) {
    int particles = pairs.particles;
    int i0 = first % particles;
    int k0 = first / particles + 1;
    int i1 = (first + LANES) % particles;
    int k1 = (first + LANES) / particles + 1;
    int i2 = (first + 2 * LANES) % particles;
    int k2 = (first + 2 * LANES) / particles + 1;
    int inner = weights.length / rows;
    int sender0 = i0 + k0;
    int sender1 = i1 + k1;
    int sender2 = i2 + k2;
    VectorMask<Float> next0 = next(particles, i0);
    VectorMask<Float> next1 = next(particles, i1);
    VectorMask<Float> next2 = next(particles, i2);
    float[] receiver = pairs.receiver;
    float[] sender = pairs.sender;
    float[] a = pairs.distance;
    float[] b = pairs.product;
    int receiverStride = pairs.stride;
    int senderStride = pairs.senderStride;
    int at = pairs.at + first;
    FloatVector n0 = FloatVector.fromArray(SPECIES, pairs.n, at);
    FloatVector n1 = FloatVector.fromArray(SPECIES, pairs.n, at + LANES);
    FloatVector n2 = FloatVector.fromArray(SPECIES, pairs.n, at + 2 * LANES);
    FloatVector d0 = FloatVector.fromArray(SPECIES, pairs.d, at);
    FloatVector d1 = FloatVector.fromArray(SPECIES, pairs.d, at + LANES);
    FloatVector d2 = FloatVector.fromArray(SPECIES, pairs.d, at + 2 * LANES);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[0]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[3]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    for (int k = 0; k < inner; k++) {
      int from = k * receiverStride + i0;
      int row = k * senderStride;
      FloatVector ak = FloatVector.broadcast(SPECIES, a[k]);
      FloatVector bk = FloatVector.broadcast(SPECIES, b[k]);
      FloatVector x0 =
          FloatVector.fromArray(SPECIES, sender, row + sender0)
              .blend(FloatVector.fromArray(SPECIES, sender, row + sender0 + 1), next0)
              .add(FloatVector.fromArray(SPECIES, receiver, from));
      x0 = d0.fma(bk, n0.fma(ak, x0));
      x0 = x0.blend(zero, x0.compare(VectorOperators.LT, zero));
      x0.intoArray(layer, k * TILE);
      FloatVector x1 =
          FloatVector.fromArray(SPECIES, sender, row + sender1)
              .blend(FloatVector.fromArray(SPECIES, sender, row + sender1 + 1), next1)
              .add(FloatVector.fromArray(SPECIES, receiver, from + LANES));
      x1 = d1.fma(bk, n1.fma(ak, x1));
      x1 = x1.blend(zero, x1.compare(VectorOperators.LT, zero));
      x1.intoArray(layer, k * TILE + LANES);
      FloatVector x2 =
          FloatVector.fromArray(SPECIES, sender, row + sender2)
              .blend(FloatVector.fromArray(SPECIES, sender, row + sender2 + 1), next2)
              .add(FloatVector.fromArray(SPECIES, receiver, from + 2 * LANES));
      x2 = d2.fma(bk, n2.fma(ak, x2));
      x2 = x2.blend(zero, x2.compare(VectorOperators.LT, zero));
      x2.intoArray(layer, k * TILE + 2 * LANES);
      int w = k * PANEL;
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
      s00 = x0.fma(w0, s00);
      s01 = x1.fma(w0, s01);
      s02 = x2.fma(w0, s02);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
      s10 = x0.fma(w1, s10);
      s11 = x1.fma(w1, s11);
      s12 = x2.fma(w1, s12);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
      s20 = x0.fma(w2, s20);
      s21 = x1.fma(w2, s21);
      s22 = x2.fma(w2, s22);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
      s30 = x0.fma(w3, s30);
      s31 = x1.fma(w3, s31);
      s32 = x2.fma(w3, s32);
    }
    s00.blend(zero, s00.compare(VectorOperators.LT, zero)).intoArray(out, 0);
    s01.blend(zero, s01.compare(VectorOperators.LT, zero)).intoArray(out, LANES);
    s02.blend(zero, s02.compare(VectorOperators.LT, zero)).intoArray(out, 2 * LANES);
    s10.blend(zero, s10.compare(VectorOperators.LT, zero)).intoArray(out, TILE);
    s11.blend(zero, s11.compare(VectorOperators.LT, zero)).intoArray(out, TILE + LANES);
    s12.blend(zero, s12.compare(VectorOperators.LT, zero)).intoArray(out, TILE + 2 * LANES);
    s20.blend(zero, s20.compare(VectorOperators.LT, zero)).intoArray(out, 2 * TILE);
    s21.blend(zero, s21.compare(VectorOperators.LT, zero)).intoArray(out, 2 * TILE + LANES);
    s22.blend(zero, s22.compare(VectorOperators.LT, zero)).intoArray(out, 2 * TILE + 2 * LANES);
    s30.blend(zero, s30.compare(VectorOperators.LT, zero)).intoArray(out, 3 * TILE);
    s31.blend(zero, s31.compare(VectorOperators.LT, zero)).intoArray(out, 3 * TILE + LANES);
    s32.blend(zero, s32.compare(VectorOperators.LT, zero)).intoArray(out, 3 * TILE + 2 * LANES);
    for (int r = inner; r < rows; r++) {
      Arrays.fill(layer, r * TILE, (r + 1) * TILE, 0);
    }
  }

  /** The other half of the panel that {@link #message} begins. */
  static void messageRest(float[] weights, int inner, float[] bias, float[] layer, float[] out) {
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[4]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[5]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[6]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[7]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    for (int k = 0; k < inner; k++) {
      int w = k * PANEL + PANEL / 2;
      FloatVector x0 = FloatVector.fromArray(SPECIES, layer, k * TILE);
      FloatVector x1 = FloatVector.fromArray(SPECIES, layer, k * TILE + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, layer, k * TILE + 2 * LANES);
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
      s00 = x0.fma(w0, s00);
      s01 = x1.fma(w0, s01);
      s02 = x2.fma(w0, s02);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
      s10 = x0.fma(w1, s10);
      s11 = x1.fma(w1, s11);
      s12 = x2.fma(w1, s12);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
      s20 = x0.fma(w2, s20);
      s21 = x1.fma(w2, s21);
      s22 = x2.fma(w2, s22);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
      s30 = x0.fma(w3, s30);
      s31 = x1.fma(w3, s31);
      s32 = x2.fma(w3, s32);
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    s00.blend(zero, s00.compare(VectorOperators.LT, zero)).intoArray(out, 4 * TILE);
    s01.blend(zero, s01.compare(VectorOperators.LT, zero)).intoArray(out, 4 * TILE + LANES);
    s02.blend(zero, s02.compare(VectorOperators.LT, zero)).intoArray(out, 4 * TILE + 2 * LANES);
    s10.blend(zero, s10.compare(VectorOperators.LT, zero)).intoArray(out, 5 * TILE);
    s11.blend(zero, s11.compare(VectorOperators.LT, zero)).intoArray(out, 5 * TILE + LANES);
    s12.blend(zero, s12.compare(VectorOperators.LT, zero)).intoArray(out, 5 * TILE + 2 * LANES);
    s20.blend(zero, s20.compare(VectorOperators.LT, zero)).intoArray(out, 6 * TILE);
    s21.blend(zero, s21.compare(VectorOperators.LT, zero)).intoArray(out, 6 * TILE + LANES);
    s22.blend(zero, s22.compare(VectorOperators.LT, zero)).intoArray(out, 6 * TILE + 2 * LANES);
    s30.blend(zero, s30.compare(VectorOperators.LT, zero)).intoArray(out, 7 * TILE);
    s31.blend(zero, s31.compare(VectorOperators.LT, zero)).intoArray(out, 7 * TILE + LANES);
    s32.blend(zero, s32.compare(VectorOperators.LT, zero)).intoArray(out, 7 * TILE + 2 * LANES);
  }

  /**
   * Adds gated messages to their sums and runs the first panel of phi_x over them ungated.
   *
   * @param shift the panel's part of the output is added from {@code gateAt} on
   */
  static void coordinate(
      float[] weights,
      int inner,
      float[] message,
      float[] gate,
      int gateAt,
      float[] sums,
      int sumsAt,
      int sumStride,
      float[] bias,
      float[] v,
      float[] shift) {
    int to = sumsAt;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s40 = FloatVector.zero(SPECIES);
    FloatVector s41 = FloatVector.zero(SPECIES);
    FloatVector s42 = FloatVector.zero(SPECIES);
    FloatVector s50 = FloatVector.zero(SPECIES);
    FloatVector s51 = FloatVector.zero(SPECIES);
    FloatVector s52 = FloatVector.zero(SPECIES);
    FloatVector s60 = FloatVector.zero(SPECIES);
    FloatVector s61 = FloatVector.zero(SPECIES);
    FloatVector s62 = FloatVector.zero(SPECIES);
    FloatVector s70 = FloatVector.zero(SPECIES);
    FloatVector s71 = FloatVector.zero(SPECIES);
    FloatVector s72 = FloatVector.zero(SPECIES);
    for (int k = 0; k < inner; k++) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, message, k * TILE);
      x0.fma(FloatVector.fromArray(SPECIES, gate, gateAt), FloatVector.fromArray(SPECIES, sums, to))
          .intoArray(sums, to);
      FloatVector x1 = FloatVector.fromArray(SPECIES, message, k * TILE + LANES);
      x1.fma(
              FloatVector.fromArray(SPECIES, gate, gateAt + LANES),
              FloatVector.fromArray(SPECIES, sums, to + LANES))
          .intoArray(sums, to + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, message, k * TILE + 2 * LANES);
      x2.fma(
              FloatVector.fromArray(SPECIES, gate, gateAt + 2 * LANES),
              FloatVector.fromArray(SPECIES, sums, to + 2 * LANES))
          .intoArray(sums, to + 2 * LANES);
      int w = k * PANEL;
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
      s00 = x0.fma(w0, s00);
      s01 = x1.fma(w0, s01);
      s02 = x2.fma(w0, s02);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
      s10 = x0.fma(w1, s10);
      s11 = x1.fma(w1, s11);
      s12 = x2.fma(w1, s12);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
      s20 = x0.fma(w2, s20);
      s21 = x1.fma(w2, s21);
      s22 = x2.fma(w2, s22);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
      s30 = x0.fma(w3, s30);
      s31 = x1.fma(w3, s31);
      s32 = x2.fma(w3, s32);
      FloatVector w4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
      s40 = x0.fma(w4, s40);
      s41 = x1.fma(w4, s41);
      s42 = x2.fma(w4, s42);
      FloatVector w5 = FloatVector.broadcast(SPECIES, weights[w + 5]);
      s50 = x0.fma(w5, s50);
      s51 = x1.fma(w5, s51);
      s52 = x2.fma(w5, s52);
      FloatVector w6 = FloatVector.broadcast(SPECIES, weights[w + 6]);
      s60 = x0.fma(w6, s60);
      s61 = x1.fma(w6, s61);
      s62 = x2.fma(w6, s62);
      FloatVector w7 = FloatVector.broadcast(SPECIES, weights[w + 7]);
      s70 = x0.fma(w7, s70);
      s71 = x1.fma(w7, s71);
      s72 = x2.fma(w7, s72);
      to += sumStride;
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, gate, gateAt);
    FloatVector g1 = FloatVector.fromArray(SPECIES, gate, gateAt + LANES);
    FloatVector g2 = FloatVector.fromArray(SPECIES, gate, gateAt + 2 * LANES);
    FloatVector sum0 = FloatVector.fromArray(SPECIES, shift, gateAt);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, shift, gateAt + LANES);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, shift, gateAt + 2 * LANES);
    FloatVector b0 = FloatVector.broadcast(SPECIES, bias[0]);
    FloatVector v0 = FloatVector.broadcast(SPECIES, v[0]);
    s00 = g0.fma(s00, b0);
    s00 = s00.blend(zero, s00.compare(VectorOperators.LT, zero));
    sum0 = s00.fma(v0, sum0);
    s01 = g1.fma(s01, b0);
    s01 = s01.blend(zero, s01.compare(VectorOperators.LT, zero));
    sum1 = s01.fma(v0, sum1);
    s02 = g2.fma(s02, b0);
    s02 = s02.blend(zero, s02.compare(VectorOperators.LT, zero));
    sum2 = s02.fma(v0, sum2);
    FloatVector b1 = FloatVector.broadcast(SPECIES, bias[1]);
    FloatVector v1 = FloatVector.broadcast(SPECIES, v[1]);
    s10 = g0.fma(s10, b1);
    s10 = s10.blend(zero, s10.compare(VectorOperators.LT, zero));
    sum0 = s10.fma(v1, sum0);
    s11 = g1.fma(s11, b1);
    s11 = s11.blend(zero, s11.compare(VectorOperators.LT, zero));
    sum1 = s11.fma(v1, sum1);
    s12 = g2.fma(s12, b1);
    s12 = s12.blend(zero, s12.compare(VectorOperators.LT, zero));
    sum2 = s12.fma(v1, sum2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, bias[2]);
    FloatVector v2 = FloatVector.broadcast(SPECIES, v[2]);
    s20 = g0.fma(s20, b2);
    s20 = s20.blend(zero, s20.compare(VectorOperators.LT, zero));
    sum0 = s20.fma(v2, sum0);
    s21 = g1.fma(s21, b2);
    s21 = s21.blend(zero, s21.compare(VectorOperators.LT, zero));
    sum1 = s21.fma(v2, sum1);
    s22 = g2.fma(s22, b2);
    s22 = s22.blend(zero, s22.compare(VectorOperators.LT, zero));
    sum2 = s22.fma(v2, sum2);
    FloatVector b3 = FloatVector.broadcast(SPECIES, bias[3]);
    FloatVector v3 = FloatVector.broadcast(SPECIES, v[3]);
    s30 = g0.fma(s30, b3);
    s30 = s30.blend(zero, s30.compare(VectorOperators.LT, zero));
    sum0 = s30.fma(v3, sum0);
    s31 = g1.fma(s31, b3);
    s31 = s31.blend(zero, s31.compare(VectorOperators.LT, zero));
    sum1 = s31.fma(v3, sum1);
    s32 = g2.fma(s32, b3);
    s32 = s32.blend(zero, s32.compare(VectorOperators.LT, zero));
    sum2 = s32.fma(v3, sum2);
    FloatVector b4 = FloatVector.broadcast(SPECIES, bias[4]);
    FloatVector v4 = FloatVector.broadcast(SPECIES, v[4]);
    s40 = g0.fma(s40, b4);
    s40 = s40.blend(zero, s40.compare(VectorOperators.LT, zero));
    sum0 = s40.fma(v4, sum0);
    s41 = g1.fma(s41, b4);
    s41 = s41.blend(zero, s41.compare(VectorOperators.LT, zero));
    sum1 = s41.fma(v4, sum1);
    s42 = g2.fma(s42, b4);
    s42 = s42.blend(zero, s42.compare(VectorOperators.LT, zero));
    sum2 = s42.fma(v4, sum2);
    FloatVector b5 = FloatVector.broadcast(SPECIES, bias[5]);
    FloatVector v5 = FloatVector.broadcast(SPECIES, v[5]);
    s50 = g0.fma(s50, b5);
    s50 = s50.blend(zero, s50.compare(VectorOperators.LT, zero));
    sum0 = s50.fma(v5, sum0);
    s51 = g1.fma(s51, b5);
    s51 = s51.blend(zero, s51.compare(VectorOperators.LT, zero));
    sum1 = s51.fma(v5, sum1);
    s52 = g2.fma(s52, b5);
    s52 = s52.blend(zero, s52.compare(VectorOperators.LT, zero));
    sum2 = s52.fma(v5, sum2);
    FloatVector b6 = FloatVector.broadcast(SPECIES, bias[6]);
    FloatVector v6 = FloatVector.broadcast(SPECIES, v[6]);
    s60 = g0.fma(s60, b6);
    s60 = s60.blend(zero, s60.compare(VectorOperators.LT, zero));
    sum0 = s60.fma(v6, sum0);
    s61 = g1.fma(s61, b6);
    s61 = s61.blend(zero, s61.compare(VectorOperators.LT, zero));
    sum1 = s61.fma(v6, sum1);
    s62 = g2.fma(s62, b6);
    s62 = s62.blend(zero, s62.compare(VectorOperators.LT, zero));
    sum2 = s62.fma(v6, sum2);
    FloatVector b7 = FloatVector.broadcast(SPECIES, bias[7]);
    FloatVector v7 = FloatVector.broadcast(SPECIES, v[7]);
    s70 = g0.fma(s70, b7);
    s70 = s70.blend(zero, s70.compare(VectorOperators.LT, zero));
    sum0 = s70.fma(v7, sum0);
    s71 = g1.fma(s71, b7);
    s71 = s71.blend(zero, s71.compare(VectorOperators.LT, zero));
    sum1 = s71.fma(v7, sum1);
    s72 = g2.fma(s72, b7);
    s72 = s72.blend(zero, s72.compare(VectorOperators.LT, zero));
    sum2 = s72.fma(v7, sum2);
    sum0.intoArray(shift, gateAt);
    sum1.intoArray(shift, gateAt + LANES);
    sum2.intoArray(shift, gateAt + 2 * LANES);
  }
}
