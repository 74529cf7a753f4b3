package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.ReliabilityBin;

/** How a tagger's scores are distributed, and whether its probabilities are frequencies. */
final class ScoreCharts {
  private ScoreCharts() {}

  /** The distribution of the score for each class. */
  static Chart distribution(TaggerFigures tagger, int number) {
    Evaluation evaluation = tagger.evaluation();
    boolean two = tagger.classes() == 2;
    double[] edges = evaluation.scores().edges();
    List<Series> series = new ArrayList<>();
    for (int c = 0; c < tagger.classes(); c++) {
      if (evaluation.confusion().jets(c) > 0) {
        series.add(
            Series.steps(
                evaluation.classNames().get(c), c, edges, evaluation.scores().fractions().get(c)));
      }
    }
    return new Chart(
        "scores-" + number,
        "Scores of " + tagger.name(),
        two
            ? "Jets of each class, as a fraction of that class."
            : "What is given to the true class.",
        new Axis(
            two ? "score for signal" : "probability of the true class",
            edges[0],
            edges[edges.length - 1],
            false),
        Axis.decades(
            "fraction of jets",
            series.stream()
                .flatMapToDouble(one -> one.readings().stream().mapToDouble(Series.Reading::y))),
        series);
  }

  /** Observed against predicted probabilities; empty where no tagger gives probabilities. */
  static List<Chart> calibration(List<TaggerFigures> taggers) {
    List<Series> series = new ArrayList<>();
    for (int k = 0; k < taggers.size(); k++) {
      int colour = k;
      TaggerFigures tagger = taggers.get(k);
      tagger
          .evaluation()
          .reliability()
          .ifPresent(reliability ->
              series.add(
                  Series.measured(
                      tagger.name(),
                      colour,
                      reliability.bins().stream().map(ScoreCharts::reading).toList(),
                      new double[reliability.bins().size()])));
    }
    if (series.isEmpty()) {
      return List.of();
    }
    Series diagonal =
        Series.line("calibrated", 6, List.of(new double[] {0, 0}, new double[] {1, 1}));
    series.add(diagonal);
    boolean two = taggers.getFirst().classes() == 2;
    return List.of(
        new Chart(
            "calibration",
            "Calibration",
            two
                ? "How often jets that are given a probability are signal."
                : "How often the class that is given most probability is the true one.",
            new Axis("probability given", 0, 1, false),
            new Axis("fraction observed", 0, 1, false),
            series));
  }

  private static Series.Reading reading(ReliabilityBin bin) {
    return new Series.Reading(
        bin.predicted(), bin.observed(), bin.interval().low(), bin.interval().high());
  }
}
