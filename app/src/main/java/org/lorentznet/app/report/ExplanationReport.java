package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lorentznet.explanation.RelevanceSample;
import org.lorentznet.explanation.RelevanceSample.Mean;
import org.lorentznet.explanation.RelevanceSample.Removed;
import org.lorentznet.explanation.RelevanceSample.Share;

/**
 * What a tagger's scores rest on.
 *
 * @param target the class whose log-odds are the score
 * @param jets looked at one by one
 * @param sample looked at together; empty where none was asked for
 * @param facts where this comes from
 */
public record ExplanationReport(
    String target,
    List<ExplainedJet> jets,
    Optional<RelevanceSample> sample,
    Map<String, String> facts)
    implements Report {
  @Override
  public void addTo(ReportPage page) {
    page.summary(
        "What log-odds of the class "
            + target
            + " rest on: the relevance of each constituent, and which others it listens to.");
    sample.flatMap(ExplanationReport::sentence).ifPresent(page::summary);
    page.paragraph(
        "Relevance is the integrated gradient of the score along the jet's fading out to a"
            + " thousandth of its momenta; those of a jet add up to what its score changes on the"
            + " way. Gradients tell what the score gains if a constituent's four-momentum grows by"
            + " a fraction. Both do not depend on the frame.");
    if (!jets.isEmpty()) {
      page.section(
          "jets",
          "Jets",
          "<div class=\"charts\">\n"
              + jets.stream()
                  .map(jet -> "<div>" + jet.html() + "</div>\n")
                  .collect(Collectors.joining())
              + "</div>\n");
    }
    sample.ifPresent(found -> {
      page.section(
          "sample",
          "Over " + found.jets() + " jets",
          Html.paragraph(
                  "Shares of a jet's relevance (absolute values) and of its summed pT, means over"
                      + " jets with standard errors.")
              + Html.charts(shareCharts(found))
              + Html.heading("Subjets")
              + Html.table(subjets(found)));
      page.section(
          "removal",
          "Is the relevance real?",
          Html.paragraph(
                  "Mean absolute change of the score without the constituents of largest relevance,"
                      + " beside that without those of most pT and without as many at random.")
              + Html.charts(List.of(removalChart(found)))
              + Html.table(removals(found)));
    });
    page.section("provenance", "Where this comes from", Html.facts(facts));
  }

  @Override
  public Map<String, byte[]> plots() {
    return Chart.files(
        Stream.concat(
                jets.stream().map(ExplainedJet::chart),
                sample.stream()
                    .flatMap(found ->
                        Stream.concat(shareCharts(found).stream(), Stream.of(removalChart(found)))))
            .toList());
  }

  /** Whether the relevance is real, in a sentence. */
  private static Optional<String> sentence(RelevanceSample sample) {
    return sample.removals().stream()
        .filter(removed -> removed.count() == 3)
        .findFirst()
        .map(removed ->
            String.format(
                Locale.ROOT,
                "Without its 3 most relevant constituents a jet's score moves by %.2f on average,"
                    + " without 3 random ones by %.2f.",
                removed.relevant().value(),
                removed.random().value()));
  }

  private static List<Chart> shareCharts(RelevanceSample sample) {
    return List.of(
        shares(
            "relevance-rank", "Relevance against rank in pT", "rank in pT", sample.byRank(), 0.5),
        shares(
            "relevance-angle",
            "Relevance against the distance from the axis",
            "distance from the axis in eta and phi",
            sample.byAngle(),
            0.025));
  }

  /** The last group holds whatever lies behind it. */
  private static Chart shares(
      String name, String title, String x, List<Share> shares, double halfWidth) {
    List<Series.Reading> relevance = new ArrayList<>();
    List<double[]> pt = new ArrayList<>();
    double highest = 0;
    for (Share share : shares) {
      relevance.add(
          new Series.Reading(
              share.place(),
              share.relevance(),
              share.relevance() - share.error(),
              share.relevance() + share.error()));
      pt.add(new double[] {share.place(), share.pt()});
      highest = Math.max(highest, Math.max(share.pt(), share.relevance() + share.error()));
    }
    return new Chart(
        name,
        title,
        "The last point holds all that lie beyond.",
        new Axis(
            x, shares.getFirst().place() - halfWidth, shares.getLast().place() + halfWidth, false),
        new Axis("share", 0, 1.08 * Math.max(highest, 1e-3), false),
        List.of(
            Series.banded("relevance", 1, relevance), Series.line("transverse momentum", 0, pt)));
  }

  private static FigureTable subjets(RelevanceSample sample) {
    return new FigureTable(
        List.of("exclusive kT subjet", "share of relevance", "share of pT"),
        sample.bySubjet().stream()
            .map(share ->
                List.of(
                    Integer.toString((int) share.place()),
                    text(new Mean(share.relevance(), share.error())),
                    String.format(Locale.ROOT, "%.3f", share.pt())))
            .toList());
  }

  private static String text(Mean mean) {
    return String.format(Locale.ROOT, "%.3f ± %.3f", mean.value(), mean.error());
  }

  /** What becomes of scores without some constituents. */
  public static FigureTable removals(RelevanceSample sample) {
    return new FigureTable(
        List.of("taken away", "most relevant", "hardest", "random", "relevant moves more", "jets"),
        sample.removals().stream()
            .map(removed ->
                List.of(
                    Integer.toString(removed.count()),
                    text(removed.relevant()),
                    text(removed.hardest()),
                    text(removed.random()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * removed.relevantMovesMore()),
                    Integer.toString(removed.jets())))
            .toList());
  }

  private static Chart removalChart(RelevanceSample sample) {
    List<Series> series =
        List.of(
            removed("most relevant", 1, sample, Removed::relevant),
            removed("hardest", 0, sample, Removed::hardest),
            removed("random", 2, sample, Removed::random));
    double highest =
        series.stream()
            .flatMap(one -> one.readings().stream())
            .mapToDouble(Series.Reading::high)
            .max()
            .orElse(1);
    return new Chart(
        "removal",
        "Change of the score without some constituents",
        "",
        new Axis("constituents taken away", 0, 11, false),
        new Axis("mean absolute change of the log-odds", 0, 1.08 * Math.max(highest, 1e-6), false),
        series);
  }

  /** Picks one of the means. */
  private interface Pick {
    Mean of(Removed removed);
  }

  private static Series removed(String name, int colour, RelevanceSample sample, Pick pick) {
    return Series.banded(
        name,
        colour,
        sample.removals().stream()
            .map(removed -> {
              Mean mean = pick.of(removed);
              return new Series.Reading(
                  removed.count(),
                  mean.value(),
                  mean.value() - mean.error(),
                  mean.value() + mean.error());
            })
            .toList());
  }
}
