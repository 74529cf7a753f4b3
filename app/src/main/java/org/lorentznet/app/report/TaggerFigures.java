package org.lorentznet.app.report;

import java.util.List;
import java.util.Map;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Profile;
import org.lorentznet.metrics.Sculpting;
import org.lorentznet.training.EpochResult;

/**
 * All that a report tells of a tagger.
 *
 * @param name short, as people call it
 * @param evaluation its figures
 * @param profiles its figures against variables of the jets, where these are known
 * @param sculptings what its cuts do to the background's distribution of these variables
 * @param history its training, epoch by epoch, where known
 * @param facts where it comes from
 */
public record TaggerFigures(
    String name,
    Evaluation evaluation,
    List<Profile> profiles,
    List<Sculpting> sculptings,
    List<EpochResult> history,
    Map<String, String> facts) {
  public TaggerFigures {
    profiles = List.copyOf(profiles);
    sculptings = List.copyOf(sculptings);
    history = List.copyOf(history);
  }

  /** How many classes it tells apart. */
  int classes() {
    return evaluation.classNames().size();
  }
}
