package org.lorentznet.data.jets;

import java.util.Arrays;

/** Four-momenta of jet after jet, as long as each jet is: what remains once padding is left out. */
public final class RaggedMomenta {
  private final int[] offsets;
  private double[] components;
  private int jets;
  private int rows;

  /**
   * @param jets how many will be added
   * @param expectedConstituents a guess at the number of constituents of all
   */
  public RaggedMomenta(int jets, int expectedConstituents) {
    offsets = new int[jets + 1];
    components = new double[4 * Math.max(16, expectedConstituents)];
  }

  /** Adds a constituent to the current jet; GeV. */
  public void add(double e, double px, double py, double pz) {
    int at = 4 * rows;
    if (at == components.length) {
      components = Arrays.copyOf(components, 2 * at);
    }
    components[at] = e;
    components[at + 1] = px;
    components[at + 2] = py;
    components[at + 3] = pz;
    rows++;
  }

  /** Ends the current jet. */
  public void endJet() {
    offsets[++jets] = rows;
  }

  /** Constituents so far. */
  public int rows() {
    return rows;
  }

  /** Row numbers of the jets' first constituents, and the number of rows. */
  public int[] offsets() {
    return offsets;
  }

  /** E, px, py, pz of each constituent in turn. */
  public double[] fourMomenta() {
    return Arrays.copyOf(components, 4 * rows);
  }
}
