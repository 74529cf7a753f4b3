package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.PANEL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Smaller register tiles of matrix products, for the columns that full ones leave over and for
 * machines of few registers. Written out like {@link ProductTiles}.
 */
final class RestTiles {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private RestTiles() {}

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
}
