package org.lorentznet.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of weight gradients: sums over columns of products of a gradient's row and an
 * input's. Written out like {@link ProductTiles}.
 */
final class OuterTiles {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int WIDTH = SPECIES.length();

  private OuterTiles() {}

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
