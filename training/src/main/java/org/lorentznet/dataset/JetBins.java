package org.lorentznet.dataset;

import java.util.List;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;

/**
 * Bins of jets in transverse momentum and mass, both of the sum of a jet's constituents.
 *
 * @param pt ascending edges, GeV; a bin holds its lower edge. Empty: one bin for all
 * @param mass likewise
 */
public record JetBins(List<Double> pt, List<Double> mass) {
  /** One bin that holds every jet. */
  public static final JetBins ONE = new JetBins(List.of(), List.of());

  /** A jet in none of the bins. */
  static final int OUTSIDE = -1;

  /**
   * Bins between edges.
   *
   * @throws IllegalArgumentException where edges do not ascend, or are a single one
   */
  public JetBins {
    pt = ascending("pt", pt);
    mass = ascending("mass", mass);
  }

  private static List<Double> ascending(String what, List<Double> edges) {
    for (int i = 0; i < edges.size(); i++) {
      boolean good = Double.isFinite(edges.get(i)) && (i == 0 || edges.get(i) > edges.get(i - 1));
      if (!good || edges.size() == 1) {
        throw new IllegalArgumentException(
            what + " has the edges " + edges + ", expected two or more that ascend");
      }
    }
    return List.copyOf(edges);
  }

  /** Number of bins. */
  public int count() {
    return bins(pt) * bins(mass);
  }

  private static int bins(List<Double> edges) {
    return Math.max(1, edges.size() - 1);
  }

  /** The bin of a jet, those of mass within those of transverse momentum; or {@link #OUTSIDE}. */
  int of(Jets jets, int jet) {
    if (count() == 1 && pt.isEmpty() && mass.isEmpty()) {
      return 0;
    }
    FourMomentum sum = jets.fourMomentum(jet);
    int ptBin = find(pt, sum.pt());
    int massBin = find(mass, sum.mass());
    return ptBin == OUTSIDE || massBin == OUTSIDE ? OUTSIDE : ptBin * bins(mass) + massBin;
  }

  private static int find(List<Double> edges, double value) {
    if (edges.isEmpty()) {
      return 0;
    }
    if (!(value >= edges.get(0) && value < edges.get(edges.size() - 1))) {
      return OUTSIDE;
    }
    int low = 0;
    int high = edges.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (value >= edges.get(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
