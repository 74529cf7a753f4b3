package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.PANEL;
import static org.lorentznet.kernel.Kernels.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of matrix products: results stay in registers over the whole sum. The names say
 * rows by vectors of columns. Everything is written out: a helper method that the compiler decides
 * not to inline costs an object for each vector it is handed.
 */
final class ProductTiles {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private ProductTiles() {}

  /** Eight rows (a panel) by three vectors, 24 sums for 32 registers, added to what is there. */
  static void eightByThree(
      float[] weights,
      int weightsAt,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] out,
      int outAt,
      int outStride) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, outAt);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out, outAt + WIDTH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, out, outAt + 2 * WIDTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, outAt + outStride);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out, outAt + outStride + WIDTH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, out, outAt + outStride + 2 * WIDTH);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, outAt + 2 * outStride);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out, outAt + 2 * outStride + WIDTH);
    FloatVector s22 = FloatVector.fromArray(SPECIES, out, outAt + 2 * outStride + 2 * WIDTH);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, outAt + 3 * outStride);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out, outAt + 3 * outStride + WIDTH);
    FloatVector s32 = FloatVector.fromArray(SPECIES, out, outAt + 3 * outStride + 2 * WIDTH);
    FloatVector s40 = FloatVector.fromArray(SPECIES, out, outAt + 4 * outStride);
    FloatVector s41 = FloatVector.fromArray(SPECIES, out, outAt + 4 * outStride + WIDTH);
    FloatVector s42 = FloatVector.fromArray(SPECIES, out, outAt + 4 * outStride + 2 * WIDTH);
    FloatVector s50 = FloatVector.fromArray(SPECIES, out, outAt + 5 * outStride);
    FloatVector s51 = FloatVector.fromArray(SPECIES, out, outAt + 5 * outStride + WIDTH);
    FloatVector s52 = FloatVector.fromArray(SPECIES, out, outAt + 5 * outStride + 2 * WIDTH);
    FloatVector s60 = FloatVector.fromArray(SPECIES, out, outAt + 6 * outStride);
    FloatVector s61 = FloatVector.fromArray(SPECIES, out, outAt + 6 * outStride + WIDTH);
    FloatVector s62 = FloatVector.fromArray(SPECIES, out, outAt + 6 * outStride + 2 * WIDTH);
    FloatVector s70 = FloatVector.fromArray(SPECIES, out, outAt + 7 * outStride);
    FloatVector s71 = FloatVector.fromArray(SPECIES, out, outAt + 7 * outStride + WIDTH);
    FloatVector s72 = FloatVector.fromArray(SPECIES, out, outAt + 7 * outStride + 2 * WIDTH);
    for (int k = 0; k < inner; k++) {
      int row = inAt + k * inStride;
      int w = weightsAt + k * PANEL;
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, row + WIDTH);
      FloatVector x2 = FloatVector.fromArray(SPECIES, in, row + 2 * WIDTH);
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
    }
    s00.intoArray(out, outAt);
    s01.intoArray(out, outAt + WIDTH);
    s02.intoArray(out, outAt + 2 * WIDTH);
    s10.intoArray(out, outAt + outStride);
    s11.intoArray(out, outAt + outStride + WIDTH);
    s12.intoArray(out, outAt + outStride + 2 * WIDTH);
    s20.intoArray(out, outAt + 2 * outStride);
    s21.intoArray(out, outAt + 2 * outStride + WIDTH);
    s22.intoArray(out, outAt + 2 * outStride + 2 * WIDTH);
    s30.intoArray(out, outAt + 3 * outStride);
    s31.intoArray(out, outAt + 3 * outStride + WIDTH);
    s32.intoArray(out, outAt + 3 * outStride + 2 * WIDTH);
    s40.intoArray(out, outAt + 4 * outStride);
    s41.intoArray(out, outAt + 4 * outStride + WIDTH);
    s42.intoArray(out, outAt + 4 * outStride + 2 * WIDTH);
    s50.intoArray(out, outAt + 5 * outStride);
    s51.intoArray(out, outAt + 5 * outStride + WIDTH);
    s52.intoArray(out, outAt + 5 * outStride + 2 * WIDTH);
    s60.intoArray(out, outAt + 6 * outStride);
    s61.intoArray(out, outAt + 6 * outStride + WIDTH);
    s62.intoArray(out, outAt + 6 * outStride + 2 * WIDTH);
    s70.intoArray(out, outAt + 7 * outStride);
    s71.intoArray(out, outAt + 7 * outStride + WIDTH);
    s72.intoArray(out, outAt + 7 * outStride + 2 * WIDTH);
  }

  /** The same, beginning with a bias for each row. */
  static void eightByThreeBias(
      float[] weights,
      int weightsAt,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] bias,
      int biasAt,
      float[] out,
      int outAt,
      int outStride) {
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[biasAt]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[biasAt + 1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[biasAt + 2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[biasAt + 3]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    FloatVector s40 = FloatVector.broadcast(SPECIES, bias[biasAt + 4]);
    FloatVector s41 = s40;
    FloatVector s42 = s40;
    FloatVector s50 = FloatVector.broadcast(SPECIES, bias[biasAt + 5]);
    FloatVector s51 = s50;
    FloatVector s52 = s50;
    FloatVector s60 = FloatVector.broadcast(SPECIES, bias[biasAt + 6]);
    FloatVector s61 = s60;
    FloatVector s62 = s60;
    FloatVector s70 = FloatVector.broadcast(SPECIES, bias[biasAt + 7]);
    FloatVector s71 = s70;
    FloatVector s72 = s70;
    for (int k = 0; k < inner; k++) {
      int row = inAt + k * inStride;
      int w = weightsAt + k * PANEL;
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, row + WIDTH);
      FloatVector x2 = FloatVector.fromArray(SPECIES, in, row + 2 * WIDTH);
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
    }
    s00.intoArray(out, outAt);
    s01.intoArray(out, outAt + WIDTH);
    s02.intoArray(out, outAt + 2 * WIDTH);
    s10.intoArray(out, outAt + outStride);
    s11.intoArray(out, outAt + outStride + WIDTH);
    s12.intoArray(out, outAt + outStride + 2 * WIDTH);
    s20.intoArray(out, outAt + 2 * outStride);
    s21.intoArray(out, outAt + 2 * outStride + WIDTH);
    s22.intoArray(out, outAt + 2 * outStride + 2 * WIDTH);
    s30.intoArray(out, outAt + 3 * outStride);
    s31.intoArray(out, outAt + 3 * outStride + WIDTH);
    s32.intoArray(out, outAt + 3 * outStride + 2 * WIDTH);
    s40.intoArray(out, outAt + 4 * outStride);
    s41.intoArray(out, outAt + 4 * outStride + WIDTH);
    s42.intoArray(out, outAt + 4 * outStride + 2 * WIDTH);
    s50.intoArray(out, outAt + 5 * outStride);
    s51.intoArray(out, outAt + 5 * outStride + WIDTH);
    s52.intoArray(out, outAt + 5 * outStride + 2 * WIDTH);
    s60.intoArray(out, outAt + 6 * outStride);
    s61.intoArray(out, outAt + 6 * outStride + WIDTH);
    s62.intoArray(out, outAt + 6 * outStride + 2 * WIDTH);
    s70.intoArray(out, outAt + 7 * outStride);
    s71.intoArray(out, outAt + 7 * outStride + WIDTH);
    s72.intoArray(out, outAt + 7 * outStride + 2 * WIDTH);
  }

  /** The same, with negative results set to 0. */
  static void eightByThreeBiasRelu(
      float[] weights,
      int weightsAt,
      int inner,
      float[] in,
      int inAt,
      int inStride,
      float[] bias,
      int biasAt,
      float[] out,
      int outAt,
      int outStride) {
    FloatVector s00 = FloatVector.broadcast(SPECIES, bias[biasAt]);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s10 = FloatVector.broadcast(SPECIES, bias[biasAt + 1]);
    FloatVector s11 = s10;
    FloatVector s12 = s10;
    FloatVector s20 = FloatVector.broadcast(SPECIES, bias[biasAt + 2]);
    FloatVector s21 = s20;
    FloatVector s22 = s20;
    FloatVector s30 = FloatVector.broadcast(SPECIES, bias[biasAt + 3]);
    FloatVector s31 = s30;
    FloatVector s32 = s30;
    FloatVector s40 = FloatVector.broadcast(SPECIES, bias[biasAt + 4]);
    FloatVector s41 = s40;
    FloatVector s42 = s40;
    FloatVector s50 = FloatVector.broadcast(SPECIES, bias[biasAt + 5]);
    FloatVector s51 = s50;
    FloatVector s52 = s50;
    FloatVector s60 = FloatVector.broadcast(SPECIES, bias[biasAt + 6]);
    FloatVector s61 = s60;
    FloatVector s62 = s60;
    FloatVector s70 = FloatVector.broadcast(SPECIES, bias[biasAt + 7]);
    FloatVector s71 = s70;
    FloatVector s72 = s70;
    for (int k = 0; k < inner; k++) {
      int row = inAt + k * inStride;
      int w = weightsAt + k * PANEL;
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, row + WIDTH);
      FloatVector x2 = FloatVector.fromArray(SPECIES, in, row + 2 * WIDTH);
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
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    s00.blend(zero, s00.compare(VectorOperators.LT, zero)).intoArray(out, outAt);
    s01.blend(zero, s01.compare(VectorOperators.LT, zero)).intoArray(out, outAt + WIDTH);
    s02.blend(zero, s02.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 2 * WIDTH);
    s10.blend(zero, s10.compare(VectorOperators.LT, zero)).intoArray(out, outAt + outStride);
    s11.blend(zero, s11.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + outStride + WIDTH);
    s12.blend(zero, s12.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + outStride + 2 * WIDTH);
    s20.blend(zero, s20.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 2 * outStride);
    s21.blend(zero, s21.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 2 * outStride + WIDTH);
    s22.blend(zero, s22.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 2 * outStride + 2 * WIDTH);
    s30.blend(zero, s30.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 3 * outStride);
    s31.blend(zero, s31.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 3 * outStride + WIDTH);
    s32.blend(zero, s32.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 3 * outStride + 2 * WIDTH);
    s40.blend(zero, s40.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 4 * outStride);
    s41.blend(zero, s41.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 4 * outStride + WIDTH);
    s42.blend(zero, s42.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 4 * outStride + 2 * WIDTH);
    s50.blend(zero, s50.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 5 * outStride);
    s51.blend(zero, s51.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 5 * outStride + WIDTH);
    s52.blend(zero, s52.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 5 * outStride + 2 * WIDTH);
    s60.blend(zero, s60.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 6 * outStride);
    s61.blend(zero, s61.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 6 * outStride + WIDTH);
    s62.blend(zero, s62.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 6 * outStride + 2 * WIDTH);
    s70.blend(zero, s70.compare(VectorOperators.LT, zero)).intoArray(out, outAt + 7 * outStride);
    s71.blend(zero, s71.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 7 * outStride + WIDTH);
    s72.blend(zero, s72.compare(VectorOperators.LT, zero))
        .intoArray(out, outAt + 7 * outStride + 2 * WIDTH);
  }

  /**
   * A panel of phi_x's hidden layer over a tile, u = W in, and its part of the sums v relu(g u +
   * b).
   */
  static void eightByThreeGatedRelu(
      float[] weights,
      int weightsAt,
      int inner,
      float[] in,
      float[] gate,
      int at,
      float[] bias,
      float[] v,
      int row0,
      float[] sums) {
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
      int row = k * TILE;
      int w = weightsAt + k * PANEL;
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, in, row + WIDTH);
      FloatVector x2 = FloatVector.fromArray(SPECIES, in, row + 2 * WIDTH);
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
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector g0 = FloatVector.fromArray(SPECIES, gate, at);
    FloatVector g1 = FloatVector.fromArray(SPECIES, gate, at + WIDTH);
    FloatVector g2 = FloatVector.fromArray(SPECIES, gate, at + 2 * WIDTH);
    FloatVector sum0 = FloatVector.fromArray(SPECIES, sums, at);
    FloatVector sum1 = FloatVector.fromArray(SPECIES, sums, at + WIDTH);
    FloatVector sum2 = FloatVector.fromArray(SPECIES, sums, at + 2 * WIDTH);
    FloatVector b0 = FloatVector.broadcast(SPECIES, bias[row0]);
    FloatVector v0 = FloatVector.broadcast(SPECIES, v[row0]);
    s00 = g0.fma(s00, b0);
    s00 = s00.blend(zero, s00.compare(VectorOperators.LT, zero));
    sum0 = s00.fma(v0, sum0);
    s01 = g1.fma(s01, b0);
    s01 = s01.blend(zero, s01.compare(VectorOperators.LT, zero));
    sum1 = s01.fma(v0, sum1);
    s02 = g2.fma(s02, b0);
    s02 = s02.blend(zero, s02.compare(VectorOperators.LT, zero));
    sum2 = s02.fma(v0, sum2);
    FloatVector b1 = FloatVector.broadcast(SPECIES, bias[row0 + 1]);
    FloatVector v1 = FloatVector.broadcast(SPECIES, v[row0 + 1]);
    s10 = g0.fma(s10, b1);
    s10 = s10.blend(zero, s10.compare(VectorOperators.LT, zero));
    sum0 = s10.fma(v1, sum0);
    s11 = g1.fma(s11, b1);
    s11 = s11.blend(zero, s11.compare(VectorOperators.LT, zero));
    sum1 = s11.fma(v1, sum1);
    s12 = g2.fma(s12, b1);
    s12 = s12.blend(zero, s12.compare(VectorOperators.LT, zero));
    sum2 = s12.fma(v1, sum2);
    FloatVector b2 = FloatVector.broadcast(SPECIES, bias[row0 + 2]);
    FloatVector v2 = FloatVector.broadcast(SPECIES, v[row0 + 2]);
    s20 = g0.fma(s20, b2);
    s20 = s20.blend(zero, s20.compare(VectorOperators.LT, zero));
    sum0 = s20.fma(v2, sum0);
    s21 = g1.fma(s21, b2);
    s21 = s21.blend(zero, s21.compare(VectorOperators.LT, zero));
    sum1 = s21.fma(v2, sum1);
    s22 = g2.fma(s22, b2);
    s22 = s22.blend(zero, s22.compare(VectorOperators.LT, zero));
    sum2 = s22.fma(v2, sum2);
    FloatVector b3 = FloatVector.broadcast(SPECIES, bias[row0 + 3]);
    FloatVector v3 = FloatVector.broadcast(SPECIES, v[row0 + 3]);
    s30 = g0.fma(s30, b3);
    s30 = s30.blend(zero, s30.compare(VectorOperators.LT, zero));
    sum0 = s30.fma(v3, sum0);
    s31 = g1.fma(s31, b3);
    s31 = s31.blend(zero, s31.compare(VectorOperators.LT, zero));
    sum1 = s31.fma(v3, sum1);
    s32 = g2.fma(s32, b3);
    s32 = s32.blend(zero, s32.compare(VectorOperators.LT, zero));
    sum2 = s32.fma(v3, sum2);
    FloatVector b4 = FloatVector.broadcast(SPECIES, bias[row0 + 4]);
    FloatVector v4 = FloatVector.broadcast(SPECIES, v[row0 + 4]);
    s40 = g0.fma(s40, b4);
    s40 = s40.blend(zero, s40.compare(VectorOperators.LT, zero));
    sum0 = s40.fma(v4, sum0);
    s41 = g1.fma(s41, b4);
    s41 = s41.blend(zero, s41.compare(VectorOperators.LT, zero));
    sum1 = s41.fma(v4, sum1);
    s42 = g2.fma(s42, b4);
    s42 = s42.blend(zero, s42.compare(VectorOperators.LT, zero));
    sum2 = s42.fma(v4, sum2);
    FloatVector b5 = FloatVector.broadcast(SPECIES, bias[row0 + 5]);
    FloatVector v5 = FloatVector.broadcast(SPECIES, v[row0 + 5]);
    s50 = g0.fma(s50, b5);
    s50 = s50.blend(zero, s50.compare(VectorOperators.LT, zero));
    sum0 = s50.fma(v5, sum0);
    s51 = g1.fma(s51, b5);
    s51 = s51.blend(zero, s51.compare(VectorOperators.LT, zero));
    sum1 = s51.fma(v5, sum1);
    s52 = g2.fma(s52, b5);
    s52 = s52.blend(zero, s52.compare(VectorOperators.LT, zero));
    sum2 = s52.fma(v5, sum2);
    FloatVector b6 = FloatVector.broadcast(SPECIES, bias[row0 + 6]);
    FloatVector v6 = FloatVector.broadcast(SPECIES, v[row0 + 6]);
    s60 = g0.fma(s60, b6);
    s60 = s60.blend(zero, s60.compare(VectorOperators.LT, zero));
    sum0 = s60.fma(v6, sum0);
    s61 = g1.fma(s61, b6);
    s61 = s61.blend(zero, s61.compare(VectorOperators.LT, zero));
    sum1 = s61.fma(v6, sum1);
    s62 = g2.fma(s62, b6);
    s62 = s62.blend(zero, s62.compare(VectorOperators.LT, zero));
    sum2 = s62.fma(v6, sum2);
    FloatVector b7 = FloatVector.broadcast(SPECIES, bias[row0 + 7]);
    FloatVector v7 = FloatVector.broadcast(SPECIES, v[row0 + 7]);
    s70 = g0.fma(s70, b7);
    s70 = s70.blend(zero, s70.compare(VectorOperators.LT, zero));
    sum0 = s70.fma(v7, sum0);
    s71 = g1.fma(s71, b7);
    s71 = s71.blend(zero, s71.compare(VectorOperators.LT, zero));
    sum1 = s71.fma(v7, sum1);
    s72 = g2.fma(s72, b7);
    s72 = s72.blend(zero, s72.compare(VectorOperators.LT, zero));
    sum2 = s72.fma(v7, sum2);
    sum0.intoArray(sums, at);
    sum1.intoArray(sums, at + WIDTH);
    sum2.intoArray(sums, at + 2 * WIDTH);
  }
}
