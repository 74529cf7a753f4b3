package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.MismatchException;

/**
 * Two taggers on the same jets. Their figures fluctuate together, so a difference is known far
 * better than two separate intervals tell.
 *
 * @param accuracy difference of the accuracies, of first minus second
 * @param auc difference of the areas under the ROC curve
 * @param rejections ratios of background rejections; empty for several classes
 */
public record PairedComparison(
    PairedDifference accuracy, PairedDifference auc, List<PairedRejection> rejections) {
  public PairedComparison {
    rejections = List.copyOf(rejections);
  }

  /**
   * Compares two taggers; goes through each sample twice.
   *
   * @param first the first tagger on the jets
   * @param firstFigures its evaluation on them
   * @param second the second tagger on the same jets
   * @param secondFigures its evaluation, at the same signal efficiencies
   * @throws MismatchException where the jets are not the same, or the taggers differ in their
   *     number of classes
   */
  public static PairedComparison of(
      ScoredSample first, Evaluation firstFigures, ScoredSample second, Evaluation secondFigures) {
    double level = firstFigures.level();
    PairedAccuracy accuracies = new PairedAccuracy(first.weighted());
    PairedArea areas = area(first, second);
    List<PairedCuts> cuts = new ArrayList<>();
    for (int k = 0; k < firstFigures.workingPoints().size(); k++) {
      cuts.add(
          new PairedCuts(
              new CutJets(firstFigures, k), new CutJets(secondFigures, k), first.weighted()));
    }
    List<JetPairs.Tally> all = new ArrayList<>(List.of(accuracies, areas));
    all.addAll(cuts);
    JetPairs.count(first, second, all);
    return new PairedComparison(
        accuracies.difference(level),
        areas.difference(level),
        cuts.stream().map(cut -> cut.rejections(level)).toList());
  }

  static PairedArea area(ScoredSample first, ScoredSample second) {
    if (first.classes() != second.classes()) {
      throw new MismatchException(
          "one tagger has "
              + first.classes()
              + " classes, the other "
              + second.classes()
              + ": only taggers of the same classes can be compared");
    }
    return new PairedArea(first.classes(), misplacements(first), misplacements(second));
  }

  private static Misplacements misplacements(ScoredSample sample) {
    ClassScores scores = new ClassScores(sample.classes(), sample.weighted());
    JetTally.count(sample, scores);
    return scores.misplacements();
  }

  /** The comparison as JSON values. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accuracy", accuracy.toJson());
    json.put("auc", auc.toJson());
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (PairedRejection rejection : rejections) {
      ratios.put(Evaluation.plain(rejection.efficiency()), rejection.toJson());
    }
    json.put("rejection_ratio", ratios);
    return json;
  }
}
