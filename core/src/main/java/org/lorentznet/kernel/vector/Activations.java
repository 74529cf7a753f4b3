package org.lorentznet.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Logistic function and logarithm: the same steps as in {@link org.lorentznet.kernel.PlainKernels},
 * which explains them. Written out, for the reason that {@link ProductTiles} gives.
 */
final class Activations {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;
  private static final float LOG2_E = 1.44269504f;
  private static final float WHOLE = 0x1.8p23f;
  private static final int WHOLE_BITS = 0x4B400000;

  private Activations() {}

  static void sigmoid(float[] x, int at, int columns) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int t = at; t < at + columns; t += SPECIES.length()) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, t);
      FloatVector y = value.abs().neg();
      // exp(y)
      FloatVector bounded = y.blend(-86, y.compare(VectorOperators.LT, -86));
      FloatVector shifted =
          bounded.fma(
              FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, WHOLE));
      FloatVector minusK = shifted.sub(WHOLE).neg();
      FloatVector r = minusK.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), bounded);
      r = minusK.fma(FloatVector.broadcast(SPECIES, LN2_LOW), r);
      FloatVector p =
          r.fma(
              FloatVector.broadcast(SPECIES, 1 / 5040f), FloatVector.broadcast(SPECIES, 1 / 720f));
      p = r.fma(p, FloatVector.broadcast(SPECIES, 1 / 120f));
      p = r.fma(p, FloatVector.broadcast(SPECIES, 1 / 24f));
      p = r.fma(p, FloatVector.broadcast(SPECIES, 1 / 6f));
      p = r.fma(p, FloatVector.broadcast(SPECIES, 0.5f));
      p = r.fma(p, one);
      p = r.fma(p, one);
      IntVector power =
          shifted.reinterpretAsInts().sub(WHOLE_BITS).add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector e = p.mul(power.reinterpretAsFloats());
      one.blend(e, value.compare(VectorOperators.LT, 0)).div(e.add(one)).intoArray(x, t);
    }
  }

  static void signedLog(float[] x, int at, int columns) {
    for (int t = at; t < at + columns; t += SPECIES.length()) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, t);
      // log(|value|), of numbers from 1 on
      IntVector bits = value.abs().reinterpretAsInts();
      IntVector offset = bits.sub(0x3F350000);
      FloatVector z = bits.sub(offset.and(0xFF800000)).reinterpretAsFloats();
      FloatVector k =
          offset
              .lanewise(VectorOperators.ASHR, 23)
              .add(WHOLE_BITS)
              .reinterpretAsFloats()
              .sub(WHOLE);
      FloatVector s = z.sub(1).div(z.add(1));
      FloatVector s2 = s.mul(s);
      FloatVector p =
          s2.fma(FloatVector.broadcast(SPECIES, 2 / 11f), FloatVector.broadcast(SPECIES, 2 / 9f));
      p = s2.fma(p, FloatVector.broadcast(SPECIES, 2 / 7f));
      p = s2.fma(p, FloatVector.broadcast(SPECIES, 2 / 5f));
      p = s2.fma(p, FloatVector.broadcast(SPECIES, 2 / 3f));
      p = s.mul(s2).fma(p, k.mul(LN2_LOW));
      FloatVector log = s.fma(FloatVector.broadcast(SPECIES, 2), p);
      log = k.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), log);
      log.blend(log.neg(), value.compare(VectorOperators.LT, 0)).intoArray(x, t);
    }
  }
}
