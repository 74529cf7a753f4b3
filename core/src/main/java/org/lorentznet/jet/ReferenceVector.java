package org.lorentznet.jet;

import java.util.List;

/**
 * A four-momentum added to every jet before its constituents: a beam, the time direction. Its
 * scalars label it, so that the network can tell it from a constituent.
 *
 * @param fourMomentum E, px, py, pz in GeV
 * @param scalars as many as a constituent has
 */
public record ReferenceVector(List<Double> fourMomentum, List<Double> scalars) {
  /**
   * Checks the number of components.
   *
   * @throws IllegalArgumentException where it is not 4
   */
  public ReferenceVector {
    fourMomentum = List.copyOf(fourMomentum);
    scalars = List.copyOf(scalars);
    if (fourMomentum.size() != 4) {
      throw new IllegalArgumentException(
          "a reference vector has 4 components, found " + fourMomentum.size());
    }
  }
}
