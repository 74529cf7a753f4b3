package org.lorentznet.data.assembly;

import org.lorentznet.data.description.MomentumRule.Form;
import org.lorentznet.geometry.FourMomentum;

/** Four-momenta from the four numbers that a file has of each. */
final class FourMomenta {
  private FourMomenta() {}

  /**
   * E, px, py, pz of each constituent in turn, GeV.
   *
   * @param components in the order of {@link Form#components}, each a number a constituent
   * @param toGeV what energies, momenta and masses are multiplied by
   */
  static double[] of(Form form, double[][] components, double toGeV) {
    int count = components[0].length;
    double[] momenta = new double[4 * count];
    for (int i = 0, k = 0; i < count; i++, k += 4) {
      double a = components[0][i];
      double b = components[1][i];
      double c = components[2][i];
      double d = components[3][i];
      FourMomentum p =
          switch (form) {
            case E_PX_PY_PZ -> new FourMomentum(a * toGeV, b * toGeV, c * toGeV, d * toGeV);
            case PX_PY_PZ_M -> FourMomentum.ofMass(a * toGeV, b * toGeV, c * toGeV, d * toGeV);
            case PT_ETA_PHI_M -> FourMomentum.ofPseudorapidity(a * toGeV, b, c, d * toGeV);
            case PT_Y_PHI_M -> FourMomentum.ofRapidity(a * toGeV, b, c, d * toGeV);
            case PT_ETA_PHI_E ->
                transverse(d * toGeV, a * toGeV, c, a * toGeV * StrictMath.sinh(b));
            case PT_Y_PHI_E -> transverse(d * toGeV, a * toGeV, c, d * toGeV * StrictMath.tanh(b));
          };
      momenta[k] = p.e();
      momenta[k + 1] = p.px();
      momenta[k + 2] = p.py();
      momenta[k + 3] = p.pz();
    }
    return momenta;
  }

  private static FourMomentum transverse(double e, double pt, double phi, double pz) {
    return new FourMomentum(e, pt * StrictMath.cos(phi), pt * StrictMath.sin(phi), pz);
  }
}
