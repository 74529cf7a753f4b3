package org.lorentznet.data.jets;

/**
 * Four-momenta of jets, as long as each jet is: what remains once padding is left out.
 *
 * @param offsets numbers of the jets' first constituents, and the number of all
 * @param fourMomenta E, px, py, pz of each constituent in turn, GeV
 * @param places where each constituent stood among the padded ones, counted through all jets
 */
public record RaggedMomenta(int[] offsets, double[] fourMomenta, int[] places) {
  /** Sets a constituent. */
  public void set(int constituent, int place, double e, double px, double py, double pz) {
    int at = 4 * constituent;
    fourMomenta[at] = e;
    fourMomenta[at + 1] = px;
    fourMomenta[at + 2] = py;
    fourMomenta[at + 3] = pz;
    places[constituent] = place;
  }
}
