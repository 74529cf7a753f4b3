package org.lorentznet.jet;

/**
 * The sum of a jet's constituents, and what a constituent is as seen from it.
 *
 * @param e energy, GeV
 * @param px GeV
 * @param py GeV
 * @param pz GeV
 */
record JetFrame(double e, double px, double py, double pz) {
  /** Below it a transverse momentum counts as this much, GeV: logarithms stay finite. */
  private static final double SMALLEST = 1e-9;

  /**
   * Whether a scalar is made of more than its own constituent's four-momentum, or not invariant.
   */
  static boolean needed(ParticleScalar scalar) {
    return scalar instanceof ParticleScalar.JetMass
        || scalar instanceof ParticleScalar.JetProduct
        || scalar instanceof ParticleScalar.Kinematic;
  }

  /** Of the constituents {@code from} to {@code to - 1}. */
  static JetFrame of(double[] fourMomenta, int from, int to) {
    double[] sum = new double[4];
    for (int i = from; i < to; i++) {
      for (int c = 0; c < 4; c++) {
        sum[c] += fourMomenta[4 * i + c];
      }
    }
    return new JetFrame(sum[0], sum[1], sum[2], sum[3]);
  }

  /** A scalar of the constituent whose four-momentum is at {@code k}. */
  double value(ParticleScalar scalar, double[] p, int k) {
    if (scalar instanceof ParticleScalar.JetMass) {
      return ParticleEncoding.psi(Math.sqrt(Math.abs(e * e - px * px - py * py - pz * pz)));
    }
    if (scalar instanceof ParticleScalar.JetProduct) {
      return ParticleEncoding.psi(e * p[k] - px * p[k + 1] - py * p[k + 2] - pz * p[k + 3]);
    }
    return kinematic(((ParticleScalar.Kinematic) scalar).quantity(), p, k);
  }

  private double kinematic(ParticleScalar.Kinematic.Quantity quantity, double[] p, int k) {
    return switch (quantity) {
      case LOG_PT -> StrictMath.log(pt(p[k + 1], p[k + 2]));
      case LOG_ENERGY -> StrictMath.log(Math.max(SMALLEST, p[k]));
      case LOG_PT_FRACTION -> StrictMath.log(pt(p[k + 1], p[k + 2]) / pt(px, py));
      case DELTA_ETA -> deltaEta(p, k);
      case DELTA_PHI -> deltaPhi(p, k);
      case DELTA_R -> StrictMath.hypot(deltaEta(p, k), deltaPhi(p, k));
    };
  }

  private static double pt(double px, double py) {
    return Math.max(SMALLEST, StrictMath.hypot(px, py));
  }

  private double deltaEta(double[] p, int k) {
    return eta(p[k + 1], p[k + 2], p[k + 3]) - eta(px, py, pz);
  }

  /** asinh(pz / pT), by logarithms that do not cancel. */
  private static double eta(double px, double py, double pz) {
    double ratio = Math.abs(pz) / pt(px, py);
    return Math.copySign(StrictMath.log(ratio + Math.sqrt(1 + ratio * ratio)), pz);
  }

  private double deltaPhi(double[] p, int k) {
    // The angle between the transverse momenta, which needs no wrapping.
    double cross = px * p[k + 2] - py * p[k + 1];
    double dot = px * p[k + 1] + py * p[k + 2];
    return StrictMath.atan2(cross, dot);
  }
}
