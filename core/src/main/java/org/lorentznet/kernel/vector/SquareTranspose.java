package org.lorentznet.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of 16 by 16 in registers: four times, rows i and i + 8 are interleaved to rows
 * 2 i and 2 i + 1.
 */
final class SquareTranspose {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
  private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);

  /** Java 25 has instructions for rearranging two vectors; Java 17 makes objects of them. */
  static final boolean FAST = VectorKernels.SPECIES == SPECIES && Runtime.version().feature() >= 25;

  private SquareTranspose() {}

  /**
   * Transposes one square.
   *
   * @param scales factors of the columns of {@code m}, from {@code scaleAt} on. An array, since a
   *     vector would become an object on its way here.
   */
  static void run(
      float[] m,
      int at,
      int stride,
      float[] scales,
      int scaleAt,
      float[] out,
      int outAt,
      int outStride) {
    FloatVector scale = FloatVector.fromArray(SPECIES, scales, scaleAt);
    FloatVector a0 = FloatVector.fromArray(SPECIES, m, at).mul(scale);
    FloatVector a1 = FloatVector.fromArray(SPECIES, m, at + stride).mul(scale);
    FloatVector a2 = FloatVector.fromArray(SPECIES, m, at + 2 * stride).mul(scale);
    FloatVector a3 = FloatVector.fromArray(SPECIES, m, at + 3 * stride).mul(scale);
    FloatVector a4 = FloatVector.fromArray(SPECIES, m, at + 4 * stride).mul(scale);
    FloatVector a5 = FloatVector.fromArray(SPECIES, m, at + 5 * stride).mul(scale);
    FloatVector a6 = FloatVector.fromArray(SPECIES, m, at + 6 * stride).mul(scale);
    FloatVector a7 = FloatVector.fromArray(SPECIES, m, at + 7 * stride).mul(scale);
    FloatVector a8 = FloatVector.fromArray(SPECIES, m, at + 8 * stride).mul(scale);
    FloatVector a9 = FloatVector.fromArray(SPECIES, m, at + 9 * stride).mul(scale);
    FloatVector a10 = FloatVector.fromArray(SPECIES, m, at + 10 * stride).mul(scale);
    FloatVector a11 = FloatVector.fromArray(SPECIES, m, at + 11 * stride).mul(scale);
    FloatVector a12 = FloatVector.fromArray(SPECIES, m, at + 12 * stride).mul(scale);
    FloatVector a13 = FloatVector.fromArray(SPECIES, m, at + 13 * stride).mul(scale);
    FloatVector a14 = FloatVector.fromArray(SPECIES, m, at + 14 * stride).mul(scale);
    FloatVector a15 = FloatVector.fromArray(SPECIES, m, at + 15 * stride).mul(scale);
    FloatVector b0 = a0.rearrange(LOW, a8);
    FloatVector b1 = a0.rearrange(HIGH, a8);
    FloatVector b2 = a1.rearrange(LOW, a9);
    FloatVector b3 = a1.rearrange(HIGH, a9);
    FloatVector b4 = a2.rearrange(LOW, a10);
    FloatVector b5 = a2.rearrange(HIGH, a10);
    FloatVector b6 = a3.rearrange(LOW, a11);
    FloatVector b7 = a3.rearrange(HIGH, a11);
    FloatVector b8 = a4.rearrange(LOW, a12);
    FloatVector b9 = a4.rearrange(HIGH, a12);
    FloatVector b10 = a5.rearrange(LOW, a13);
    FloatVector b11 = a5.rearrange(HIGH, a13);
    FloatVector b12 = a6.rearrange(LOW, a14);
    FloatVector b13 = a6.rearrange(HIGH, a14);
    FloatVector b14 = a7.rearrange(LOW, a15);
    FloatVector b15 = a7.rearrange(HIGH, a15);
    FloatVector c0 = b0.rearrange(LOW, b8);
    FloatVector c1 = b0.rearrange(HIGH, b8);
    FloatVector c2 = b1.rearrange(LOW, b9);
    FloatVector c3 = b1.rearrange(HIGH, b9);
    FloatVector c4 = b2.rearrange(LOW, b10);
    FloatVector c5 = b2.rearrange(HIGH, b10);
    FloatVector c6 = b3.rearrange(LOW, b11);
    FloatVector c7 = b3.rearrange(HIGH, b11);
    FloatVector c8 = b4.rearrange(LOW, b12);
    FloatVector c9 = b4.rearrange(HIGH, b12);
    FloatVector c10 = b5.rearrange(LOW, b13);
    FloatVector c11 = b5.rearrange(HIGH, b13);
    FloatVector c12 = b6.rearrange(LOW, b14);
    FloatVector c13 = b6.rearrange(HIGH, b14);
    FloatVector c14 = b7.rearrange(LOW, b15);
    FloatVector c15 = b7.rearrange(HIGH, b15);
    FloatVector d0 = c0.rearrange(LOW, c8);
    FloatVector d1 = c0.rearrange(HIGH, c8);
    FloatVector d2 = c1.rearrange(LOW, c9);
    FloatVector d3 = c1.rearrange(HIGH, c9);
    FloatVector d4 = c2.rearrange(LOW, c10);
    FloatVector d5 = c2.rearrange(HIGH, c10);
    FloatVector d6 = c3.rearrange(LOW, c11);
    FloatVector d7 = c3.rearrange(HIGH, c11);
    FloatVector d8 = c4.rearrange(LOW, c12);
    FloatVector d9 = c4.rearrange(HIGH, c12);
    FloatVector d10 = c5.rearrange(LOW, c13);
    FloatVector d11 = c5.rearrange(HIGH, c13);
    FloatVector d12 = c6.rearrange(LOW, c14);
    FloatVector d13 = c6.rearrange(HIGH, c14);
    FloatVector d14 = c7.rearrange(LOW, c15);
    FloatVector d15 = c7.rearrange(HIGH, c15);
    FloatVector e0 = d0.rearrange(LOW, d8);
    FloatVector e1 = d0.rearrange(HIGH, d8);
    FloatVector e2 = d1.rearrange(LOW, d9);
    FloatVector e3 = d1.rearrange(HIGH, d9);
    FloatVector e4 = d2.rearrange(LOW, d10);
    FloatVector e5 = d2.rearrange(HIGH, d10);
    FloatVector e6 = d3.rearrange(LOW, d11);
    FloatVector e7 = d3.rearrange(HIGH, d11);
    FloatVector e8 = d4.rearrange(LOW, d12);
    FloatVector e9 = d4.rearrange(HIGH, d12);
    FloatVector e10 = d5.rearrange(LOW, d13);
    FloatVector e11 = d5.rearrange(HIGH, d13);
    FloatVector e12 = d6.rearrange(LOW, d14);
    FloatVector e13 = d6.rearrange(HIGH, d14);
    FloatVector e14 = d7.rearrange(LOW, d15);
    FloatVector e15 = d7.rearrange(HIGH, d15);
    e0.intoArray(out, outAt);
    e1.intoArray(out, outAt + outStride);
    e2.intoArray(out, outAt + 2 * outStride);
    e3.intoArray(out, outAt + 3 * outStride);
    e4.intoArray(out, outAt + 4 * outStride);
    e5.intoArray(out, outAt + 5 * outStride);
    e6.intoArray(out, outAt + 6 * outStride);
    e7.intoArray(out, outAt + 7 * outStride);
    e8.intoArray(out, outAt + 8 * outStride);
    e9.intoArray(out, outAt + 9 * outStride);
    e10.intoArray(out, outAt + 10 * outStride);
    e11.intoArray(out, outAt + 11 * outStride);
    e12.intoArray(out, outAt + 12 * outStride);
    e13.intoArray(out, outAt + 13 * outStride);
    e14.intoArray(out, outAt + 14 * outStride);
    e15.intoArray(out, outAt + 15 * outStride);
  }
}
