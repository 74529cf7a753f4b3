package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.PANEL;

import jdk.incubator.vector.FloatVector;
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
    s00.max(0).intoArray(out, outAt);
    s01.max(0).intoArray(out, outAt + WIDTH);
    s02.max(0).intoArray(out, outAt + 2 * WIDTH);
    s10.max(0).intoArray(out, outAt + outStride);
    s11.max(0).intoArray(out, outAt + outStride + WIDTH);
    s12.max(0).intoArray(out, outAt + outStride + 2 * WIDTH);
    s20.max(0).intoArray(out, outAt + 2 * outStride);
    s21.max(0).intoArray(out, outAt + 2 * outStride + WIDTH);
    s22.max(0).intoArray(out, outAt + 2 * outStride + 2 * WIDTH);
    s30.max(0).intoArray(out, outAt + 3 * outStride);
    s31.max(0).intoArray(out, outAt + 3 * outStride + WIDTH);
    s32.max(0).intoArray(out, outAt + 3 * outStride + 2 * WIDTH);
    s40.max(0).intoArray(out, outAt + 4 * outStride);
    s41.max(0).intoArray(out, outAt + 4 * outStride + WIDTH);
    s42.max(0).intoArray(out, outAt + 4 * outStride + 2 * WIDTH);
    s50.max(0).intoArray(out, outAt + 5 * outStride);
    s51.max(0).intoArray(out, outAt + 5 * outStride + WIDTH);
    s52.max(0).intoArray(out, outAt + 5 * outStride + 2 * WIDTH);
    s60.max(0).intoArray(out, outAt + 6 * outStride);
    s61.max(0).intoArray(out, outAt + 6 * outStride + WIDTH);
    s62.max(0).intoArray(out, outAt + 6 * outStride + 2 * WIDTH);
    s70.max(0).intoArray(out, outAt + 7 * outStride);
    s71.max(0).intoArray(out, outAt + 7 * outStride + WIDTH);
    s72.max(0).intoArray(out, outAt + 7 * outStride + 2 * WIDTH);
  }

  /** Half a panel by three vectors: 12 sums, for 16 registers. */
  static void fourByThree(
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
  }

  /** A panel by one vector, for the columns left over. */
  static void eightByOne(
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
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, outAt + outStride);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, outAt + 2 * outStride);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, outAt + 3 * outStride);
    FloatVector s40 = FloatVector.fromArray(SPECIES, out, outAt + 4 * outStride);
    FloatVector s50 = FloatVector.fromArray(SPECIES, out, outAt + 5 * outStride);
    FloatVector s60 = FloatVector.fromArray(SPECIES, out, outAt + 6 * outStride);
    FloatVector s70 = FloatVector.fromArray(SPECIES, out, outAt + 7 * outStride);
    for (int k = 0; k < inner; k++) {
      int row = inAt + k * inStride;
      int w = weightsAt + k * PANEL;
      FloatVector x0 = FloatVector.fromArray(SPECIES, in, row);
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
      s00 = x0.fma(w0, s00);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
      s10 = x0.fma(w1, s10);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
      s20 = x0.fma(w2, s20);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
      s30 = x0.fma(w3, s30);
      FloatVector w4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
      s40 = x0.fma(w4, s40);
      FloatVector w5 = FloatVector.broadcast(SPECIES, weights[w + 5]);
      s50 = x0.fma(w5, s50);
      FloatVector w6 = FloatVector.broadcast(SPECIES, weights[w + 6]);
      s60 = x0.fma(w6, s60);
      FloatVector w7 = FloatVector.broadcast(SPECIES, weights[w + 7]);
      s70 = x0.fma(w7, s70);
    }
    s00.intoArray(out, outAt);
    s10.intoArray(out, outAt + outStride);
    s20.intoArray(out, outAt + 2 * outStride);
    s30.intoArray(out, outAt + 3 * outStride);
    s40.intoArray(out, outAt + 4 * outStride);
    s50.intoArray(out, outAt + 5 * outStride);
    s60.intoArray(out, outAt + 6 * outStride);
    s70.intoArray(out, outAt + 7 * outStride);
  }

  /** Four rows of a weight gradient by five vectors of inputs. */
  static void outerFourByFive(
      float[] d,
      int dAt,
      int dStride,
      float[] x,
      int xAt,
      int stride,
      float[] sums,
      int sumsAt,
      int columns) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s04 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s14 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    FloatVector s24 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    FloatVector s31 = FloatVector.zero(SPECIES);
    FloatVector s32 = FloatVector.zero(SPECIES);
    FloatVector s33 = FloatVector.zero(SPECIES);
    FloatVector s34 = FloatVector.zero(SPECIES);
    for (int t = 0; t < columns; t++) {
      int row = xAt + t * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, row);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, row + WIDTH);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, row + 2 * WIDTH);
      FloatVector x3 = FloatVector.fromArray(SPECIES, x, row + 3 * WIDTH);
      FloatVector x4 = FloatVector.fromArray(SPECIES, x, row + 4 * WIDTH);
      FloatVector d0 = FloatVector.broadcast(SPECIES, d[dAt + t]);
      s00 = x0.fma(d0, s00);
      s01 = x1.fma(d0, s01);
      s02 = x2.fma(d0, s02);
      s03 = x3.fma(d0, s03);
      s04 = x4.fma(d0, s04);
      FloatVector d1 = FloatVector.broadcast(SPECIES, d[dAt + dStride + t]);
      s10 = x0.fma(d1, s10);
      s11 = x1.fma(d1, s11);
      s12 = x2.fma(d1, s12);
      s13 = x3.fma(d1, s13);
      s14 = x4.fma(d1, s14);
      FloatVector d2 = FloatVector.broadcast(SPECIES, d[dAt + 2 * dStride + t]);
      s20 = x0.fma(d2, s20);
      s21 = x1.fma(d2, s21);
      s22 = x2.fma(d2, s22);
      s23 = x3.fma(d2, s23);
      s24 = x4.fma(d2, s24);
      FloatVector d3 = FloatVector.broadcast(SPECIES, d[dAt + 3 * dStride + t]);
      s30 = x0.fma(d3, s30);
      s31 = x1.fma(d3, s31);
      s32 = x2.fma(d3, s32);
      s33 = x3.fma(d3, s33);
      s34 = x4.fma(d3, s34);
    }
    FloatVector.fromArray(SPECIES, sums, sumsAt).add(s00).intoArray(sums, sumsAt);
    FloatVector.fromArray(SPECIES, sums, sumsAt + WIDTH).add(s01).intoArray(sums, sumsAt + WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * WIDTH)
        .add(s02)
        .intoArray(sums, sumsAt + 2 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * WIDTH)
        .add(s03)
        .intoArray(sums, sumsAt + 3 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 4 * WIDTH)
        .add(s04)
        .intoArray(sums, sumsAt + 4 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride).add(s10).intoArray(sums, sumsAt + stride);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride + WIDTH)
        .add(s11)
        .intoArray(sums, sumsAt + stride + WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride + 2 * WIDTH)
        .add(s12)
        .intoArray(sums, sumsAt + stride + 2 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride + 3 * WIDTH)
        .add(s13)
        .intoArray(sums, sumsAt + stride + 3 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride + 4 * WIDTH)
        .add(s14)
        .intoArray(sums, sumsAt + stride + 4 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride)
        .add(s20)
        .intoArray(sums, sumsAt + 2 * stride);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride + WIDTH)
        .add(s21)
        .intoArray(sums, sumsAt + 2 * stride + WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride + 2 * WIDTH)
        .add(s22)
        .intoArray(sums, sumsAt + 2 * stride + 2 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride + 3 * WIDTH)
        .add(s23)
        .intoArray(sums, sumsAt + 2 * stride + 3 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride + 4 * WIDTH)
        .add(s24)
        .intoArray(sums, sumsAt + 2 * stride + 4 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride)
        .add(s30)
        .intoArray(sums, sumsAt + 3 * stride);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride + WIDTH)
        .add(s31)
        .intoArray(sums, sumsAt + 3 * stride + WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride + 2 * WIDTH)
        .add(s32)
        .intoArray(sums, sumsAt + 3 * stride + 2 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride + 3 * WIDTH)
        .add(s33)
        .intoArray(sums, sumsAt + 3 * stride + 3 * WIDTH);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride + 4 * WIDTH)
        .add(s34)
        .intoArray(sums, sumsAt + 3 * stride + 4 * WIDTH);
  }

  /** Four rows of a weight gradient by one vector of inputs. */
  static void outerFourByOne(
      float[] d,
      int dAt,
      int dStride,
      float[] x,
      int xAt,
      int stride,
      float[] sums,
      int sumsAt,
      int columns) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s30 = FloatVector.zero(SPECIES);
    for (int t = 0; t < columns; t++) {
      int row = xAt + t * stride;
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, row);
      FloatVector d0 = FloatVector.broadcast(SPECIES, d[dAt + t]);
      s00 = x0.fma(d0, s00);
      FloatVector d1 = FloatVector.broadcast(SPECIES, d[dAt + dStride + t]);
      s10 = x0.fma(d1, s10);
      FloatVector d2 = FloatVector.broadcast(SPECIES, d[dAt + 2 * dStride + t]);
      s20 = x0.fma(d2, s20);
      FloatVector d3 = FloatVector.broadcast(SPECIES, d[dAt + 3 * dStride + t]);
      s30 = x0.fma(d3, s30);
    }
    FloatVector.fromArray(SPECIES, sums, sumsAt).add(s00).intoArray(sums, sumsAt);
    FloatVector.fromArray(SPECIES, sums, sumsAt + stride).add(s10).intoArray(sums, sumsAt + stride);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 2 * stride)
        .add(s20)
        .intoArray(sums, sumsAt + 2 * stride);
    FloatVector.fromArray(SPECIES, sums, sumsAt + 3 * stride)
        .add(s30)
        .intoArray(sums, sumsAt + 3 * stride);
  }
}
