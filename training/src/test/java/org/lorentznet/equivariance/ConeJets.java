package org.lorentznet.equivariance;

import java.util.Map;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.numeric.RandomStream;

/** Jets of 3 to 30 constituents within a cone, half of them pions, the others massless. */
public final class ConeJets {
  private ConeJets() {}

  /** Jets that are a function of the seed. */
  public static Jets of(int jets, long seed) {
    RandomStream random = new RandomStream(seed);
    int[] offsets = new int[jets + 1];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + 3 + random.nextInt(28);
    }
    double[] momenta = new double[4 * offsets[jets]];
    long[] codes = new long[offsets[jets]];
    int[] labels = new int[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = j % 2;
      double eta = 2 * random.nextDouble() - 1;
      double phi = 6 * random.nextDouble();
      for (int row = offsets[j]; row < offsets[j + 1]; row++) {
        codes[row] = random.nextInt(2) == 0 ? 211 : 22;
        FourMomentum p =
            FourMomentum.ofRapidity(
                -60 * StrictMath.log(1 - random.nextDouble()),
                eta + 0.4 * (2 * random.nextDouble() - 1),
                phi + 0.4 * (2 * random.nextDouble() - 1),
                codes[row] == 211 ? 0.13957 : 0);
        momenta[4 * row] = p.e();
        momenta[4 * row + 1] = p.px();
        momenta[4 * row + 2] = p.py();
        momenta[4 * row + 3] = p.pz();
      }
    }
    return new Jets(
        0,
        offsets,
        momenta,
        Jets.Precision.FLOAT64,
        Map.of("pid", new Column.Longs(codes)),
        Map.of(),
        labels);
  }
}
