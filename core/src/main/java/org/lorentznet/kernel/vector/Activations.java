package org.lorentznet.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Logistic function and logarithm: the same steps as in {@link org.lorentznet.kernel.PlainKernels},
 * which explains them.
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
    for (int t = at; t < at + columns; t += SPECIES.length()) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, t);
      FloatVector e = expOfNegative(value.abs().neg());
      FloatVector one = FloatVector.broadcast(SPECIES, 1);
      one.blend(e, value.compare(VectorOperators.LT, 0)).div(e.add(one)).intoArray(x, t);
    }
  }

  private static FloatVector expOfNegative(FloatVector y) {
    FloatVector bounded = y.blend(-86, y.compare(VectorOperators.LT, -86));
    FloatVector shifted = bounded.fma(broadcast(LOG2_E), broadcast(WHOLE));
    FloatVector minusK = shifted.sub(WHOLE).neg();
    FloatVector r = minusK.fma(broadcast(LN2_LOW), minusK.fma(broadcast(LN2_HIGH), bounded));
    FloatVector p = r.fma(broadcast(1 / 5040f), broadcast(1 / 720f));
    p = r.fma(p, broadcast(1 / 120f));
    p = r.fma(p, broadcast(1 / 24f));
    p = r.fma(p, broadcast(1 / 6f));
    p = r.fma(p, broadcast(0.5f));
    p = r.fma(p, broadcast(1));
    p = r.fma(p, broadcast(1));
    IntVector power =
        shifted.reinterpretAsInts().sub(WHOLE_BITS).add(127).lanewise(VectorOperators.LSHL, 23);
    return p.mul(power.reinterpretAsFloats());
  }

  static void signedLog(float[] x, int at, int columns) {
    for (int t = at; t < at + columns; t += SPECIES.length()) {
      FloatVector value = FloatVector.fromArray(SPECIES, x, t);
      FloatVector log = logFromOne(value.abs());
      log.blend(log.neg(), value.compare(VectorOperators.LT, 0)).intoArray(x, t);
    }
  }

  private static FloatVector logFromOne(FloatVector v) {
    IntVector bits = v.reinterpretAsInts();
    IntVector offset = bits.sub(0x3F350000);
    FloatVector z = bits.sub(offset.and(0xFF800000)).reinterpretAsFloats();
    FloatVector k =
        offset.lanewise(VectorOperators.ASHR, 23).add(WHOLE_BITS).reinterpretAsFloats().sub(WHOLE);
    FloatVector s = z.sub(1).div(z.add(1));
    FloatVector s2 = s.mul(s);
    FloatVector p = s2.fma(broadcast(2 / 11f), broadcast(2 / 9f));
    p = s2.fma(p, broadcast(2 / 7f));
    p = s2.fma(p, broadcast(2 / 5f));
    p = s2.fma(p, broadcast(2 / 3f));
    p = s.mul(s2).fma(p, k.mul(LN2_LOW));
    return k.fma(broadcast(LN2_HIGH), s.fma(broadcast(2), p));
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
