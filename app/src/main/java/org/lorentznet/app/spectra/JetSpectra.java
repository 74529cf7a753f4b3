package org.lorentznet.app.spectra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;

/** Gathers the distributions of all quantities, block by block. */
public final class JetSpectra {
  /** The one class of jets that are not labelled, or of so many that nobody could tell apart. */
  private static final String ALL = "all jets";

  private static final int MOST_CLASSES = 20;

  private final List<String> classes;
  private final Map<Quantity, List<Tally>> tallies = new EnumMap<>(Quantity.class);

  /**
   * @param classes names in the order of labels; none where jets are not labelled
   */
  public JetSpectra(List<String> classes) {
    boolean together = classes.isEmpty() || classes.size() > MOST_CLASSES;
    this.classes = together ? List.of(ALL) : List.copyOf(classes);
    for (Quantity quantity : Quantity.values()) {
      List<Tally> each = new ArrayList<>();
      for (int c = 0; c < this.classes.size(); c++) {
        each.add(new Tally(quantity.logarithmic()));
      }
      tallies.put(quantity, each);
    }
  }

  /** Takes a block in. */
  public void add(Jets block) {
    Optional<int[]> labels = block.labels();
    for (int j = 0; j < block.size(); j++) {
      add(block, j, labels.isPresent() && classes.size() > 1 ? labels.get()[j] : 0);
    }
  }

  private void add(Jets block, int jet, int label) {
    FourMomentum sum = new FourMomentum(0, 0, 0, 0);
    for (int row = block.offset(jet); row < block.offset(jet + 1); row++) {
      sum = sum.plus(constituent(block, row));
    }
    add(Quantity.MULTIPLICITY, label, block.multiplicity(jet));
    add(Quantity.PT, label, sum.pt());
    add(Quantity.ETA, label, sum.eta());
    add(Quantity.MASS, label, sum.mass());
    double rapidity = sum.rapidity();
    double phi = sum.phi();
    for (int row = block.offset(jet); row < block.offset(jet + 1); row++) {
      FourMomentum constituent = constituent(block, row);
      add(Quantity.CONSTITUENT_PT, label, constituent.pt());
      add(Quantity.CONSTITUENT_DISTANCE, label, distance(rapidity, phi, constituent));
    }
  }

  private static FourMomentum constituent(Jets block, int row) {
    double[] p = block.fourMomenta();
    return new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
  }

  /** In rapidity and azimuth. */
  private static double distance(double rapidity, double phi, FourMomentum constituent) {
    double turn = Math.abs(phi - constituent.phi());
    double around = Math.min(turn, 2 * Math.PI - turn);
    double along = rapidity - constituent.rapidity();
    return Math.sqrt(along * along + around * around);
  }

  /** A value counts where it is finite: along the beam, rapidity is not. */
  private void add(Quantity quantity, int label, double value) {
    if (Double.isFinite(value)) {
      tallies.get(quantity).get(label).add(value);
    }
  }

  /** What has been gathered so far. */
  public List<Spectrum> spectra() {
    return Arrays.stream(Quantity.values())
        .map(quantity -> new Spectrum(quantity, classes, tallies.get(quantity)))
        .toList();
  }
}
