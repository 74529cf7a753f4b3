package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lorentznet.data.description.Part;
import org.lorentznet.data.description.SplitRule;
import org.lorentznet.jet.Column;

/**
 * Which jets are taken: those that a condition holds for, of one part of a split. What needs no
 * four-momenta is decided before they are read.
 */
record JetSelection(Optional<Bound> condition, Optional<ChosenPart> part) {
  /**
   * A part of a split.
   *
   * @param by what is hashed; empty for the four-momenta
   */
  record ChosenPart(SplitRule rule, List<Bound> by, Part part) {}

  /** Whether it may leave out any jet. */
  boolean selective() {
    return condition.isPresent() || part.isPresent();
  }

  /** Of all jets those that may be taken, as far as can be told without four-momenta. */
  int[] byColumns(ChosenJets jets) {
    boolean[] keep = new boolean[jets.count()];
    Arrays.fill(keep, true);
    if (condition.isPresent() && !condition.get().needsFourMomenta()) {
      keep = jets.evaluation().test(condition.get());
    }
    if (part.isPresent() && !part.get().by().isEmpty()) {
      List<Column> by = part.get().by().stream().map(jets.evaluation()::column).toList();
      for (int j = 0; j < keep.length; j++) {
        keep[j] = keep[j] && contains(ChosenJets.identity(by, j));
      }
    }
    return ChosenJets.numbers(keep);
  }

  /** The jets that are taken, now that their four-momenta are known. */
  ChosenJets byMomenta(ChosenJets jets) {
    boolean[] keep = new boolean[jets.count()];
    Arrays.fill(keep, true);
    if (condition.isPresent() && condition.get().needsFourMomenta()) {
      keep = jets.evaluation().test(condition.get());
      for (int j = 0; j < keep.length; j++) {
        // Whether a jet with a bad number would be taken nobody knows: it is not left out unseen.
        keep[j] = keep[j] || (jets.constituents().multiplicity(j) > 0 && jets.fault(j) != null);
      }
    }
    if (part.isPresent() && part.get().by().isEmpty()) {
      for (int j = 0; j < keep.length; j++) {
        keep[j] = keep[j] && contains(jets.identity(j));
      }
    }
    return jets.where(keep);
  }

  private boolean contains(long[] identity) {
    return part.get().rule().contains(part.get().part(), identity);
  }
}
