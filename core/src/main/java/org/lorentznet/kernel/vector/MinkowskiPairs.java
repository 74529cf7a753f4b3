package org.lorentznet.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Geometry of pairs in double precision, receivers in the lanes. The last receivers of a jet that
 * do not fill a vector are done together with some before them, once more.
 */
final class MinkowskiPairs {
  private static final VectorSpecies<Double> SPECIES =
      VectorSpecies.of(double.class, VectorKernels.SPECIES.vectorShape());

  /** Receivers done at once; a jet needs as many particles. */
  static final int LENGTH = SPECIES.length();

  private static final VectorSpecies<Float> SINGLE =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Float.SIZE * LENGTH));

  /** Java 17 makes objects of vectors that change their elements' type. */
  static final boolean FAST = Runtime.version().feature() >= 25;

  private MinkowskiPairs() {}

  /** Of the receivers from {@code i} on with all their senders. */
  static void invariants(
      double[] x, int at, int particles, int i, float[] n, float[] d, int pairAt) {
    int stride = 2 * particles;
    int from = at + i;
    DoubleVector e = DoubleVector.fromArray(SPECIES, x, from);
    DoubleVector px = DoubleVector.fromArray(SPECIES, x, from + stride);
    DoubleVector py = DoubleVector.fromArray(SPECIES, x, from + 2 * stride);
    DoubleVector pz = DoubleVector.fromArray(SPECIES, x, from + 3 * stride);
    for (int k = 1; k < particles; k++) {
      int sender = from + k;
      DoubleVector other = DoubleVector.fromArray(SPECIES, x, sender);
      DoubleVector difference = e.sub(other);
      DoubleVector square = difference.mul(difference);
      DoubleVector product = e.mul(other);
      other = DoubleVector.fromArray(SPECIES, x, sender + stride);
      difference = px.sub(other);
      square = square.sub(difference.mul(difference));
      product = product.sub(px.mul(other));
      other = DoubleVector.fromArray(SPECIES, x, sender + 2 * stride);
      difference = py.sub(other);
      square = square.sub(difference.mul(difference));
      product = product.sub(py.mul(other));
      other = DoubleVector.fromArray(SPECIES, x, sender + 3 * stride);
      difference = pz.sub(other);
      square = square.sub(difference.mul(difference));
      product = product.sub(pz.mul(other));
      int pair = pairAt + (k - 1) * particles + i;
      store(square, n, pair);
      store(product, d, pair);
    }
  }

  /** One more than the absolute value, with the value's sign. */
  private static void store(DoubleVector value, float[] to, int at) {
    LongVector sign = value.reinterpretAsLongs().and(Long.MIN_VALUE);
    LongVector signed = value.abs().add(1).reinterpretAsLongs().or(sign);
    ((FloatVector) signed.reinterpretAsDoubles().convertShape(VectorOperators.D2F, SINGLE, 0))
        .intoArray(to, at);
  }

  /** Of the receivers from {@code i} on. */
  static void move(
      double[] x,
      int at,
      int particles,
      int i,
      float[] s,
      int sAt,
      double factor,
      double bound,
      double[] moved,
      int to) {
    int stride = 2 * particles;
    int from = at + i;
    DoubleVector e = DoubleVector.fromArray(SPECIES, x, from);
    DoubleVector px = DoubleVector.fromArray(SPECIES, x, from + stride);
    DoubleVector py = DoubleVector.fromArray(SPECIES, x, from + 2 * stride);
    DoubleVector pz = DoubleVector.fromArray(SPECIES, x, from + 3 * stride);
    DoubleVector sumE = DoubleVector.zero(SPECIES);
    DoubleVector sumX = sumE;
    DoubleVector sumY = sumE;
    DoubleVector sumZ = sumE;
    for (int k = 1; k < particles; k++) {
      int sender = from + k;
      DoubleVector weight =
          (DoubleVector)
              FloatVector.fromArray(SINGLE, s, sAt + (k - 1) * particles + i)
                  .convertShape(VectorOperators.F2D, SPECIES, 0);
      DoubleVector other = DoubleVector.fromArray(SPECIES, x, sender);
      sumE = sumE.add(e.sub(other).mul(weight).min(bound).max(-bound));
      other = DoubleVector.fromArray(SPECIES, x, sender + stride);
      sumX = sumX.add(px.sub(other).mul(weight).min(bound).max(-bound));
      other = DoubleVector.fromArray(SPECIES, x, sender + 2 * stride);
      sumY = sumY.add(py.sub(other).mul(weight).min(bound).max(-bound));
      other = DoubleVector.fromArray(SPECIES, x, sender + 3 * stride);
      sumZ = sumZ.add(pz.sub(other).mul(weight).min(bound).max(-bound));
    }
    e.add(sumE.mul(factor)).intoArray(moved, to + i);
    px.add(sumX.mul(factor)).intoArray(moved, to + stride + i);
    py.add(sumY.mul(factor)).intoArray(moved, to + 2 * stride + i);
    pz.add(sumZ.mul(factor)).intoArray(moved, to + 3 * stride + i);
  }
}
