package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lorentznet.geometry.FourMomentum;

/** What expressions can name that follows from the four-momenta; GeV. */
enum Quantity {
  CONSTITUENT_ENERGY("constituent.energy", FourMomentum::e),
  CONSTITUENT_PX("constituent.px", FourMomentum::px),
  CONSTITUENT_PY("constituent.py", FourMomentum::py),
  CONSTITUENT_PZ("constituent.pz", FourMomentum::pz),
  CONSTITUENT_PT("constituent.pt", FourMomentum::pt),
  CONSTITUENT_ETA("constituent.eta", FourMomentum::eta),
  CONSTITUENT_PHI("constituent.phi", FourMomentum::phi),
  CONSTITUENT_MASS("constituent.mass", FourMomentum::mass),
  JET_ENERGY("jet.energy", FourMomentum::e),
  JET_PT("jet.pt", FourMomentum::pt),
  JET_ETA("jet.eta", FourMomentum::eta),
  JET_PHI("jet.phi", FourMomentum::phi),
  JET_MASS("jet.mass", FourMomentum::mass),
  /** Number of constituents. */
  JET_MULTIPLICITY("jet.multiplicity", null),
  /** Number of the row in the file, from 0. */
  JET_ROW("jet.row", null),
  /** The jet's place among those of its row, from 0. */
  JET_PLACE("jet.place", null);

  private final String text;
  private final ToDoubleFunction<FourMomentum> value;

  Quantity(String text, ToDoubleFunction<FourMomentum> value) {
    this.text = text;
    this.value = value;
  }

  /** The quantity of a name. */
  static Optional<Quantity> named(String name) {
    return Arrays.stream(values()).filter(quantity -> quantity.text.equals(name)).findFirst();
  }

  /** All names. */
  static List<String> names() {
    return Arrays.stream(values()).map(quantity -> quantity.text).toList();
  }

  /** Whether it is one of a constituent, not of a jet. */
  boolean ofConstituent() {
    return text.startsWith("constituent.");
  }

  /** Whether it is known before any four-momentum is. */
  boolean ofPlace() {
    return this == JET_ROW || this == JET_PLACE;
  }

  /** Whether it is a whole number. */
  boolean whole() {
    return value == null;
  }

  /** Its value for each of some four-momenta, E px py pz in turn. */
  double[] of(double[] fourMomenta) {
    double[] values = new double[fourMomenta.length / 4];
    for (int i = 0, k = 0; i < values.length; i++, k += 4) {
      values[i] =
          value.applyAsDouble(
              new FourMomentum(
                  fourMomenta[k], fourMomenta[k + 1], fourMomenta[k + 2], fourMomenta[k + 3]));
    }
    return values;
  }
}
