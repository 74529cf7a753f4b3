package org.lorentznet.onnx;

import org.lorentznet.jet.Jets;
import org.lorentznet.numeric.RandomStream;

/** Jets of 1 to 40 nearly massless constituents of falling energy about the x axis, from a seed. */
public final class SomeJets {
  private SomeJets() {}

  public static Jets make(int jets) {
    RandomStream random = new RandomStream(11);
    int[] offsets = new int[jets + 1];
    for (int j = 0; j < jets; j++) {
      offsets[j + 1] = offsets[j] + 1 + random.nextInt(40);
    }
    double[] momenta = new double[4 * offsets[jets]];
    for (int j = 0; j < jets; j++) {
      for (int row = offsets[j]; row < offsets[j + 1]; row++) {
        double px = 100 * (0.2 + random.nextDouble()) / (1 + row - offsets[j]);
        double py = px * 0.4 * (2 * random.nextDouble() - 1);
        double pz = px * 0.4 * (2 * random.nextDouble() - 1);
        momenta[4 * row] = Math.sqrt(px * px + py * py + pz * pz + 0.02);
        momenta[4 * row + 1] = px;
        momenta[4 * row + 2] = py;
        momenta[4 * row + 3] = pz;
      }
    }
    return Jets.of(offsets, momenta);
  }
}
