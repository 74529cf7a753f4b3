package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.WorkingPoint;

/**
 * What a report tells of one or more taggers on the same jets.
 *
 * @param taggers one at least
 * @param comparisons of pairs of them
 * @param published figures of papers beside them
 * @param mistakes jets on which the first was most wrong
 */
public record TaggerReport(
    List<TaggerFigures> taggers,
    List<Comparison> comparisons,
    Published published,
    List<JetPicture> mistakes)
    implements Report {
  public TaggerReport {
    taggers = List.copyOf(taggers);
    comparisons = List.copyOf(comparisons);
    mistakes = List.copyOf(mistakes);
  }

  /** The report on a single tagger. */
  public static TaggerReport of(
      TaggerFigures tagger, Published published, List<JetPicture> mistakes) {
    return new TaggerReport(List.of(tagger), List.of(), published, mistakes);
  }

  /** How many jets of each class there are, e.g. {@code "10 jets: 5 QCD, 5 top"}. */
  public static String counts(Evaluation evaluation) {
    return evaluation.jets()
        + " jets: "
        + IntStream.range(0, evaluation.classNames().size())
            .mapToObj(
                c -> evaluation.confusion().jets(c) + " " + inWords(evaluation.classNames().get(c)))
            .collect(Collectors.joining(", "))
        + (evaluation.weighted() ? ", weighted" : "");
  }

  /** Classes without names are numbers, which do not stand well beside a count. */
  private static String inWords(String className) {
    return className.matches("[0-9]+") ? "of class " + className : className;
  }

  @Override
  public void addTo(ReportPage page) {
    page.summary(counts(taggers.getFirst().evaluation()) + ".");
    taggers.forEach(tagger -> page.summary(sentence(tagger)));
    page.paragraph(remarks());
    page.section("figures", "Figures", figures());
    if (!comparisons.isEmpty()) {
      page.section(
          "differences",
          "Differences on the same jets",
          Html.paragraph(
                  "Figures of two taggers on the same jets fluctuate together: differences are"
                      + " compared jet by jet. The p-value is the probability of such a difference"
                      + " or a larger one between equally good taggers.")
              + Html.table(ComparisonTable.differences(comparisons)));
    }
    charts().forEach((heading, charts) -> section(page, heading, charts));
    if (taggers.getFirst().classes() > 2) {
      page.section(
          "confusion",
          "Confusion",
          taggers.stream().map(ConfusionTable::html).collect(Collectors.joining()));
    }
    if (!mistakes.isEmpty()) {
      page.section("mistakes", "Hardest mistakes", mistakesHtml());
    }
    page.section(
        "provenance",
        "Where this comes from",
        taggers.stream()
            .map(tagger -> Html.heading(tagger.name()) + Html.facts(tagger.facts()))
            .collect(Collectors.joining()));
  }

  private void section(ReportPage page, Heading heading, List<Chart> charts) {
    String html = heading.words.isEmpty() ? "" : Html.paragraph(heading.words);
    html += Html.charts(charts);
    FigureTable divergences = new VariableCharts(taggers).divergences();
    if (heading == Heading.SCULPTING && !divergences.rows().isEmpty()) {
      page.section(heading.id, heading.text, html + Html.table(divergences));
    } else if (!charts.isEmpty()) {
      page.section(heading.id, heading.text, html);
    }
  }

  /** Sections made of charts. */
  private enum Heading {
    ROC("roc", "ROC and significance", ""),
    SCORES("scores", "Scores and calibration", ""),
    PROFILES(
        "profiles",
        "Against kinematics and multiplicity",
        "Bins hold about as many jets each; thresholds are those of all jets."),
    SCULPTING(
        "sculpting",
        "Sculpting of the background",
        "A cut that makes the background look like signal in the jet mass makes a bump where there"
            + " is none. The divergence (Jensen-Shannon, in bits, less what noise adds) of the"
            + " background that passes and that fails is 0 for a cut that leaves the shape alone,"
            + " at most 1."),
    TRAINING("training", "Training", "");

    private final String id;
    private final String text;
    private final String words;

    Heading(String id, String text, String words) {
      this.id = id;
      this.text = text;
      this.words = words;
    }
  }

  private Map<Heading, List<Chart>> charts() {
    CurveCharts curves = new CurveCharts(taggers, published);
    VariableCharts variables = new VariableCharts(taggers);
    List<Chart> roc = new ArrayList<>(curves.roc());
    roc.addAll(curves.significance());
    List<Chart> scores = new ArrayList<>();
    for (int k = 0; k < taggers.size(); k++) {
      scores.add(ScoreCharts.distribution(taggers.get(k), k + 1));
    }
    scores.addAll(ScoreCharts.calibration(taggers));
    List<TaggerFigures> trained =
        taggers.stream().filter(tagger -> !tagger.history().isEmpty()).toList();
    List<Chart> training =
        trained.size() == 1 ? TrainingPicture.of(trained.getFirst().history()) : List.of();
    Map<Heading, List<Chart>> charts = new LinkedHashMap<>();
    charts.put(Heading.ROC, roc);
    charts.put(Heading.SCORES, scores);
    charts.put(Heading.PROFILES, variables.profiles());
    charts.put(Heading.SCULPTING, variables.sculptings());
    charts.put(Heading.TRAINING, training);
    return charts;
  }

  @Override
  public Map<String, byte[]> plots() {
    return Chart.files(charts().values().stream().flatMap(List::stream).toList());
  }

  private static String sentence(TaggerFigures tagger) {
    Evaluation evaluation = tagger.evaluation();
    Optional<WorkingPoint> half =
        evaluation.workingPoints().stream().filter(p -> p.efficiencyAsked() == 0.5).findFirst();
    return tagger.name()
        + ": "
        + Figures.accuracySentence(evaluation)
        + half.map(point -> ", background rejection " + Figures.rejectionSentence(point)).orElse("")
        + ".";
  }

  private String remarks() {
    Evaluation first = taggers.getFirst().evaluation();
    StringBuilder text = new StringBuilder("Intervals cover ");
    text.append(Numbers.percent(first.level())).append(" and are made from these jets alone.");
    if (first.loss().isEmpty()) {
      text.append(" The scores are no probabilities: there is no loss and no calibration.");
    } else if (first.reliability().isEmpty()) {
      text.append(" There are fewer jets than bins: no calibration is shown.");
    }
    if (first.roc().isPresent() && first.significance().isEmpty()) {
      text.append(" There are too few jets for a largest significance improvement.");
    }
    if (taggers.getFirst().profiles().isEmpty()) {
      text.append(
          " The jets themselves were not given: there are no figures against kinematics, and no jets"
              + " are drawn.");
    }
    return text.toString();
  }

  private String figures() {
    StringBuilder html = new StringBuilder();
    if (taggers.size() > 1 || published != Published.NONE) {
      html.append(Html.table(new ComparisonTable(taggers, published).table()));
      if (published != Published.NONE) {
        html.append(Html.paragraph(published.remark()));
      }
    }
    for (TaggerFigures tagger : taggers) {
      String all = Html.table(FigureTable.of(tagger.evaluation()));
      html.append(
          taggers.size() == 1
              ? all
              : "<details><summary>All figures of "
                  + Html.escape(tagger.name())
                  + "</summary>"
                  + all
                  + "</details>\n");
      FigureTable pairs = FigureTable.pairwise(tagger.evaluation());
      if (!pairs.rows().isEmpty()) {
        html.append("<details><summary>Class against class</summary>")
            .append(Html.table(pairs))
            .append("</details>\n");
      }
    }
    return html.toString();
  }

  private String mistakesHtml() {
    return Html.paragraph(
            "Jets of each class that were given the least probability of it. Constituents lie by"
                + " their distance from the jet's axis, eta across and phi upwards; areas grow with"
                + " pT; the dashed circle has the radius 0.8.")
        + "<div class=\"jets\">\n"
        + mistakes.stream().map(JetPicture::html).collect(Collectors.joining())
        + "</div>\n";
  }

  /** All figures, a row each. */
  public String csv() {
    StringBuilder csv = new StringBuilder("tagger,figure,value,low,high,level,method\n");
    for (TaggerFigures tagger : taggers) {
      List<Figure> figures = new ArrayList<>(Figures.of(tagger.evaluation()));
      figures.addAll(Figures.pairwise(tagger.evaluation()));
      for (Figure figure : figures) {
        csv.append(quoted(tagger.name()))
            .append(',')
            .append(quoted(figure.name()))
            .append(',')
            .append(figure.value().isPresent() ? figure.value().getAsDouble() : "inf")
            .append(',')
            .append(figure.low())
            .append(',')
            .append(figure.high().isPresent() ? figure.high().getAsDouble() : "inf")
            .append(',')
            .append(String.format(Locale.ROOT, "%.6f", tagger.evaluation().level()))
            .append(',')
            .append(quoted(figure.method()))
            .append('\n');
      }
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    return text.matches("[^\",\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Tables for a paper: the taggers side by side, then all figures of each. */
  public String latex() {
    StringBuilder latex = new StringBuilder(new ComparisonTable(taggers, published).latex());
    for (TaggerFigures tagger : taggers) {
      latex.append("\n% ").append(tagger.name().replaceAll("\\R", " ")).append('\n');
      latex.append(
          Latex.table(
              "lc",
              List.of("Figure", "Value"),
              Figures.of(tagger.evaluation()).stream()
                  .map(figure -> List.of(figure.latex(), figure.latexValue()))
                  .toList()));
    }
    return latex.toString();
  }
}
