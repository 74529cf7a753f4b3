package org.lorentznet.geometry;

/**
 * A four-momentum, GeV.
 *
 * @param e energy
 * @param px momentum along x
 * @param py momentum along y
 * @param pz momentum along z, the beam axis
 */
public record FourMomentum(double e, double px, double py, double pz) {
  /**
   * From transverse momentum, rapidity, azimuth and mass: mT = sqrt(pT^2 + m^2), E = mT cosh y, pz
   * = mT sinh y.
   *
   * @param pt transverse momentum, GeV
   * @param y rapidity
   * @param phi azimuth, radians
   * @param mass GeV
   * @return the four-momentum, GeV
   */
  public static FourMomentum ofRapidity(double pt, double y, double phi, double mass) {
    double mt = Math.sqrt(pt * pt + mass * mass);
    return new FourMomentum(
        mt * StrictMath.cosh(y),
        pt * StrictMath.cos(phi),
        pt * StrictMath.sin(phi),
        mt * StrictMath.sinh(y));
  }

  /**
   * From transverse momentum, pseudorapidity, azimuth and mass: p = pT cosh eta, E as {@link
   * #ofMass} has it.
   *
   * @param pt transverse momentum, GeV
   * @param eta pseudorapidity
   * @param phi azimuth, radians
   * @param mass GeV
   * @return the four-momentum, GeV
   */
  public static FourMomentum ofPseudorapidity(double pt, double eta, double phi, double mass) {
    return ofMass(
        pt * StrictMath.cos(phi), pt * StrictMath.sin(phi), pt * StrictMath.sinh(eta), mass);
  }

  /**
   * From momentum and mass: E = sqrt(p^2 + m^2). A negative mass stands for a negative square: E =
   * sqrt(max(p^2 - m^2, 0)), as ROOT's TLorentzVector has it.
   *
   * @param px momentum along x, GeV
   * @param py momentum along y, GeV
   * @param pz momentum along z, the beam axis, GeV
   * @param mass GeV; may be negative
   * @return the four-momentum, GeV
   */
  public static FourMomentum ofMass(double px, double py, double pz, double mass) {
    double square = px * px + py * py + pz * pz;
    return new FourMomentum(Math.sqrt(Math.max(0, square + mass * Math.abs(mass))), px, py, pz);
  }

  /**
   * {@return the sum of two four-momenta}
   *
   * @param other GeV
   */
  public FourMomentum plus(FourMomentum other) {
    return new FourMomentum(e + other.e, px + other.px, py + other.py, pz + other.pz);
  }

  /**
   * {@return the Minkowski product with another, GeV^2}
   *
   * @param other GeV
   */
  public double dot(FourMomentum other) {
    return e * other.e - px * other.px - py * other.py - pz * other.pz;
  }

  /** {@return the invariant mass squared, GeV^2; negative for a space-like vector} */
  public double massSquared() {
    return dot(this);
  }

  /** {@return the invariant mass, GeV; 0 for a space-like vector} */
  public double mass() {
    return Math.sqrt(Math.max(0, massSquared()));
  }

  /** {@return the transverse momentum, GeV} */
  public double pt() {
    return Math.sqrt(px * px + py * py);
  }

  /** {@return the azimuth in (-pi, pi]} */
  public double phi() {
    return StrictMath.atan2(py, px);
  }

  /**
   * {@return the rapidity; of a space-like vector, what it would be without mass} Infinite along
   * the beam.
   */
  public double rapidity() {
    double mt = Math.sqrt(Math.max(0, massSquared()) + px * px + py * py);
    double energy = Math.max(e, Math.sqrt(px * px + py * py + pz * pz));
    return Math.copySign(StrictMath.log((energy + Math.abs(pz)) / mt), pz);
  }

  /** {@return the pseudorapidity; infinite along the beam} */
  public double eta() {
    double pt = pt();
    double ratio = Math.abs(pz) / pt;
    return Math.copySign(StrictMath.log(ratio + Math.sqrt(ratio * ratio + 1)), pz);
  }
}
