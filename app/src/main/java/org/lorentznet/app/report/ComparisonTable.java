package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.PairedDifference;
import org.lorentznet.metrics.PairedRejection;
import org.lorentznet.metrics.WorkingPoint;

/**
 * Taggers side by side in the form that papers have, with the published ones above.
 *
 * @param taggers the user's
 * @param published whose figures stand beside them
 */
public record ComparisonTable(List<TaggerFigures> taggers, Published published) {
  /** The efficiencies that papers print, the looser first. */
  private static final List<Double> PRINTED = List.of(0.5, 0.3);

  /** A row a tagger. */
  public FigureTable table() {
    return table("tagger");
  }

  /** The same where rows differ in something else, e.g. the jets. */
  FigureTable table(String first) {
    List<List<String>> rows = new ArrayList<>();
    Set<Integer> own = new HashSet<>();
    for (PublishedTagger tagger : published.taggers()) {
      List<String> row = new ArrayList<>();
      row.add(tagger.name() + " (arXiv:" + tagger.source() + ")");
      row.add(tagger.accuracy());
      row.add(tagger.auc());
      for (double efficiency : efficiencies()) {
        row.add(printed(tagger, efficiency).text());
      }
      rows.add(row);
    }
    for (TaggerFigures tagger : taggers) {
      own.add(rows.size());
      List<String> row = new ArrayList<>();
      row.add(tagger.name());
      cells(tagger).forEach(figure -> row.add(text(figure)));
      rows.add(row);
    }
    List<String> heading = new ArrayList<>(List.of(first, "accuracy", "AUC"));
    efficiencies().forEach(e -> heading.add("1/eB at eS = " + Numbers.plain(e)));
    return new FigureTable(heading, rows, own);
  }

  /** The same for a paper. */
  public String latex() {
    List<List<String>> rows = new ArrayList<>();
    for (PublishedTagger tagger : published.taggers()) {
      List<String> row = new ArrayList<>();
      row.add(Latex.escape(tagger.name()));
      row.add(tagger.accuracy());
      row.add(tagger.auc());
      for (double efficiency : efficiencies()) {
        row.add(Latex.escape(printed(tagger, efficiency).text()));
      }
      rows.add(row);
    }
    if (!rows.isEmpty()) {
      rows.add(List.of());
    }
    for (TaggerFigures tagger : taggers) {
      List<String> row = new ArrayList<>();
      row.add(Latex.escape(tagger.name()));
      cells(tagger).forEach(figure -> row.add(figure.latexValue()));
      rows.add(row);
    }
    List<String> heading = new ArrayList<>(List.of("Tagger", "Accuracy", "AUC"));
    efficiencies()
        .forEach(
            e -> heading.add("$1/\\varepsilon_B$ ($\\varepsilon_S = " + Numbers.plain(e) + "$)"));
    return Latex.table("l" + "c".repeat(heading.size() - 1), heading, rows);
  }

  /** The papers' efficiencies, then others that were asked for; none for several classes. */
  private List<Double> efficiencies() {
    List<Double> asked =
        taggers.getFirst().evaluation().workingPoints().stream()
            .map(WorkingPoint::efficiencyAsked)
            .toList();
    List<Double> ordered = new ArrayList<>(PRINTED);
    asked.stream().filter(e -> !PRINTED.contains(e)).forEach(ordered::add);
    ordered.retainAll(asked);
    return ordered;
  }

  private static PublishedTagger.Rejection printed(PublishedTagger tagger, double efficiency) {
    return efficiency == 0.5
        ? tagger.at50()
        : efficiency == 0.3 ? tagger.at30() : PublishedTagger.NONE;
  }

  private List<Figure> cells(TaggerFigures tagger) {
    List<Figure> figures = new ArrayList<>(Figures.of(tagger.evaluation()).subList(0, 2));
    for (double efficiency : efficiencies()) {
      tagger.evaluation().workingPoints().stream()
          .filter(point -> point.efficiencyAsked() == efficiency)
          .forEach(point -> figures.add(Figures.rejection("", point)));
    }
    return figures;
  }

  private static String text(Figure figure) {
    return figure.value().isEmpty()
        ? "above " + Numbers.rejection(OptionalDouble.of(figure.low()))
        : figure.valueText() + " (" + figure.intervalText().replace(" - ", " – ") + ")";
  }

  /** Differences with their p-values. */
  public static FigureTable differences(List<Comparison> comparisons) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      String pair = comparison.first() + " against " + comparison.second();
      rows.add(row(pair, "accuracy, difference", comparison.paired().accuracy()));
      rows.add(row(pair, "AUC, difference", comparison.paired().auc()));
      for (PairedRejection rejection : comparison.paired().rejections()) {
        rows.add(
            List.of(
                pair,
                "1/eB at eS = " + Numbers.plain(rejection.efficiency()) + ", ratio",
                rejection.defined() ? Numbers.text(rejection.ratio()) : "no background passes",
                rejection.defined() ? interval(rejection.interval()) : "",
                Numbers.probability(rejection.pValue()),
                PairedRejection.METHOD));
      }
    }
    return new FigureTable(List.of("", "figure", "value", "interval", "p-value", "method"), rows);
  }

  private static List<String> row(String pair, String figure, PairedDifference difference) {
    return List.of(
        pair,
        figure,
        String.format(Locale.ROOT, "%+.5f", difference.difference()),
        Double.isInfinite(difference.interval().high()) ? "" : interval(difference.interval()),
        Numbers.probability(difference.pValue()),
        difference.method());
  }

  private static String interval(Interval interval) {
    return Numbers.text(interval.low()) + " – " + Numbers.text(interval.high());
  }
}
