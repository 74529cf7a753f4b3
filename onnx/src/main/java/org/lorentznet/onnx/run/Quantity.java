package org.lorentznet.onnx.run;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.geometry.FourMomentum;

/** What taggers compute from a constituent's four-momentum and its jet's, GeV and radians. */
enum Quantity {
  E("E", (p, jet) -> p.e()),
  PX("px", (p, jet) -> p.px()),
  PY("py", (p, jet) -> p.py()),
  PZ("pz", (p, jet) -> p.pz()),
  PT("pt", (p, jet) -> p.pt()),
  ETA("eta", (p, jet) -> p.eta()),
  PHI("phi", (p, jet) -> p.phi()),
  RAPIDITY("rapidity", (p, jet) -> p.rapidity()),
  MASS("mass", (p, jet) -> p.mass()),
  LOG_E("log_E", (p, jet) -> StrictMath.log(p.e())),
  LOG_PT("log_pt", (p, jet) -> StrictMath.log(p.pt())),
  LOG_E_REL("log_E_rel", (p, jet) -> StrictMath.log(p.e() / jet.e())),
  LOG_PT_REL("log_pt_rel", (p, jet) -> StrictMath.log(p.pt() / jet.pt())),
  DELTA_ETA("delta_eta", (p, jet) -> p.eta() - jet.eta()),
  DELTA_PHI("delta_phi", (p, jet) -> deltaPhi(p, jet)),
  DELTA_R(
      "delta_r",
      (p, jet) -> {
        double eta = p.eta() - jet.eta();
        double phi = deltaPhi(p, jet);
        return Math.sqrt(eta * eta + phi * phi);
      });

  /** A quantity's definition. */
  private interface Definition {
    double of(FourMomentum constituent, FourMomentum jet);
  }

  private final String key;
  private final Definition definition;

  /**
   * @param key the name in descriptions
   */
  Quantity(String key, Definition definition) {
    this.key = key;
    this.definition = definition;
  }

  /** In (-pi, pi]. */
  private static double deltaPhi(FourMomentum p, FourMomentum jet) {
    double difference = p.phi() - jet.phi();
    return difference > Math.PI
        ? difference - 2 * Math.PI
        : difference <= -Math.PI ? difference + 2 * Math.PI : difference;
  }

  double of(FourMomentum constituent, FourMomentum jet) {
    return definition.of(constituent, jet);
  }

  /**
   * The quantity of that name.
   *
   * @param where the name stands, for the message
   * @throws MismatchException where there is none
   */
  static Quantity of(String key, String where) {
    return Arrays.stream(values())
        .filter(quantity -> quantity.key.equals(key))
        .findFirst()
        .orElseThrow(() ->
            new MismatchException(
                where
                    + ": unknown quantity '"
                    + key
                    + "'; known: "
                    + Arrays.stream(values())
                        .map(quantity -> quantity.key)
                        .collect(Collectors.joining(", "))));
  }
}
