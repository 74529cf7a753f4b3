package org.lorentznet.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Fused multiply-adds of 12 independent sums: enough to hide their latency. */
final class PeakLoop {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final int SUMS = 12;

  private PeakLoop() {}

  static long run(int rounds, float[] sink) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector s0 = FloatVector.broadcast(SPECIES, sink[0]);
    FloatVector s1 = FloatVector.broadcast(SPECIES, sink[1]);
    FloatVector s2 = FloatVector.broadcast(SPECIES, sink[2]);
    FloatVector s3 = FloatVector.broadcast(SPECIES, sink[3]);
    FloatVector s4 = FloatVector.broadcast(SPECIES, sink[4]);
    FloatVector s5 = FloatVector.broadcast(SPECIES, sink[5]);
    FloatVector s6 = FloatVector.broadcast(SPECIES, sink[6]);
    FloatVector s7 = FloatVector.broadcast(SPECIES, sink[7]);
    FloatVector s8 = FloatVector.broadcast(SPECIES, sink[8]);
    FloatVector s9 = FloatVector.broadcast(SPECIES, sink[9]);
    FloatVector s10 = FloatVector.broadcast(SPECIES, sink[10]);
    FloatVector s11 = FloatVector.broadcast(SPECIES, sink[11]);
    for (int r = 0; r < rounds; r++) {
      s0 = s0.fma(factor, term);
      s1 = s1.fma(factor, term);
      s2 = s2.fma(factor, term);
      s3 = s3.fma(factor, term);
      s4 = s4.fma(factor, term);
      s5 = s5.fma(factor, term);
      s6 = s6.fma(factor, term);
      s7 = s7.fma(factor, term);
      s8 = s8.fma(factor, term);
      s9 = s9.fma(factor, term);
      s10 = s10.fma(factor, term);
      s11 = s11.fma(factor, term);
    }
    s0.add(s1)
        .add(s2)
        .add(s3)
        .add(s4)
        .add(s5)
        .add(s6)
        .add(s7)
        .add(s8)
        .add(s9)
        .add(s10)
        .add(s11)
        .intoArray(sink, 0);
    return (long) rounds * SUMS * SPECIES.length();
  }
}
