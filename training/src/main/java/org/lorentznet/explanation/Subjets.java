package org.lorentznet.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lorentznet.geometry.FourMomentum;

/** Exclusive kT subjets (S. Catani et al., Nucl. Phys. B406 (1993) 187), four-momenta added up. */
public final class Subjets {
  private Subjets() {}

  /** Constituents that were merged, and their sum. */
  private record Cluster(FourMomentum momentum, List<Integer> members) {
    Cluster with(Cluster other) {
      List<Integer> all = new ArrayList<>(members);
      all.addAll(other.members);
      return new Cluster(momentum.plus(other.momentum), all);
    }

    /** min(pT^2) times the distance squared in rapidity and azimuth. */
    double distance(Cluster other) {
      double pt = Math.min(momentum.pt(), other.momentum.pt());
      double y = momentum.rapidity() - other.momentum.rapidity();
      double phi = Math.IEEEremainder(momentum.phi() - other.momentum.phi(), 2 * Math.PI);
      return pt * pt * (y * y + phi * phi);
    }
  }

  /**
   * Merges the two nearest until so many are left.
   *
   * @param constituents of a jet
   * @param count how many subjets, at least 1
   * @return for each constituent its subjet; 0 is the one of most transverse momentum
   */
  public static int[] of(List<FourMomentum> constituents, int count) {
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < constituents.size(); i++) {
      clusters.add(new Cluster(constituents.get(i), List.of(i)));
    }
    while (clusters.size() > count) {
      mergeNearest(clusters);
    }
    clusters.sort(Comparator.comparingDouble((Cluster c) -> -c.momentum.pt()));
    int[] subjet = new int[constituents.size()];
    for (int s = 0; s < clusters.size(); s++) {
      for (int member : clusters.get(s).members) {
        subjet[member] = s;
      }
    }
    return subjet;
  }

  private static void mergeNearest(List<Cluster> clusters) {
    int first = 0;
    int second = 1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < clusters.size(); i++) {
      for (int j = i + 1; j < clusters.size(); j++) {
        double distance = clusters.get(i).distance(clusters.get(j));
        if (distance < nearest) {
          nearest = distance;
          first = i;
          second = j;
        }
      }
    }
    Cluster merged = clusters.get(first).with(clusters.remove(second));
    clusters.set(first, merged);
  }
}
