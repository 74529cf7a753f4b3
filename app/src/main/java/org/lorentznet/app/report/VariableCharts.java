package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.lorentznet.metrics.BinomialCount;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.Profile;
import org.lorentznet.metrics.Sculpting;
import org.lorentznet.metrics.VariableBin;

/**
 * Taggers against variables of the jets.
 *
 * @param taggers drawn together; each has the same variables
 */
record VariableCharts(List<TaggerFigures> taggers) {

  /** The figures against each variable: AUC, or accuracy for several classes, and efficiencies. */
  List<Chart> profiles() {
    List<Chart> charts = new ArrayList<>();
    for (int v = 0; v < taggers.getFirst().profiles().size(); v++) {
      Profile profile = taggers.getFirst().profiles().get(v);
      boolean two = taggers.getFirst().classes() == 2;
      charts.add(
          figure(
              v,
              two ? "auc" : "accuracy",
              two ? "AUC" : "accuracy",
              bin -> two ? area(bin) : Optional.of(accuracy(bin, profile.level())),
              false));
      int cut = cutNearHalf(profile);
      if (cut >= 0) {
        String at =
            " at eS = " + Numbers.plain(profile.bins().getFirst().efficiencies().get(cut).asked());
        charts.add(
            figure(
                v,
                "signal",
                "signal efficiency" + at,
                bin -> bin.efficiencies().get(cut).signal().map(count -> estimate(count, profile)),
                false));
        charts.add(
            figure(
                v,
                "background",
                "background efficiency" + at,
                bin ->
                    bin.efficiencies().get(cut).background().map(count -> estimate(count, profile)),
                true));
      }
    }
    return charts;
  }

  private static int cutNearHalf(Profile profile) {
    List<VariableBin.Efficiencies> cuts = profile.bins().getFirst().efficiencies();
    int nearest = -1;
    for (int k = 0; k < cuts.size(); k++) {
      if (nearest < 0
          || Math.abs(cuts.get(k).asked() - 0.5) < Math.abs(cuts.get(nearest).asked() - 0.5)) {
        nearest = k;
      }
    }
    return nearest;
  }

  /** A value with its interval: x is filled in by the bin. */
  private static Series.Reading estimate(BinomialCount count, Profile profile) {
    return reading(count.fraction(), count.clopperPearson(profile.level()));
  }

  private static Series.Reading accuracy(VariableBin bin, double level) {
    return reading(bin.accuracy().fraction(), bin.accuracy().clopperPearson(level));
  }

  private static Optional<Series.Reading> area(VariableBin bin) {
    return bin.auc().map(auc -> reading(auc.auc(), auc.interval()));
  }

  private static Series.Reading reading(double value, Interval interval) {
    return new Series.Reading(0, value, interval.low(), interval.high());
  }

  private Chart figure(
      int v,
      String name,
      String quantity,
      Function<VariableBin, Optional<Series.Reading>> value,
      boolean logarithmic) {
    List<Series> series = new ArrayList<>();
    for (TaggerFigures tagger : taggers) {
      List<Series.Reading> readings = new ArrayList<>();
      List<Double> halfWidths = new ArrayList<>();
      for (VariableBin bin : tagger.profiles().get(v).bins()) {
        value
            .apply(bin)
            .ifPresent(r -> {
              double middle = (bin.low() + bin.high()) / 2;
              readings.add(new Series.Reading(middle, r.y(), r.low(), r.high()));
              halfWidths.add((bin.high() - bin.low()) / 2);
            });
      }
      series.add(
          Series.measured(
              tagger.name(),
              series.size(),
              readings,
              halfWidths.stream().mapToDouble(h -> h).toArray()));
    }
    Profile profile = taggers.getFirst().profiles().get(v);
    double[] all =
        series.stream()
            .flatMap(one -> one.readings().stream())
            .flatMapToDouble(r -> DoubleStream.of(r.y(), r.low(), r.high()))
            .toArray();
    DoubleStream positive = Arrays.stream(all).filter(y -> y > 0);
    return new Chart(
        profile.variable().replace(' ', '-') + "-" + name,
        capital(quantity) + " against " + profile.variable(),
        "",
        across(profile),
        logarithmic ? Axis.decades(quantity, positive) : Axis.around(quantity, Arrays.stream(all)),
        series);
  }

  private static Axis across(Profile profile) {
    return new Axis(
        label(profile.variable(), profile.unit()),
        profile.bins().getFirst().low(),
        profile.bins().getLast().high(),
        false);
  }

  private static String label(String variable, String unit) {
    return variable + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The background's distributions before and after cuts, a chart a tagger and variable. */
  List<Chart> sculptings() {
    List<Chart> charts = new ArrayList<>();
    for (int k = 0; k < taggers.size(); k++) {
      for (Sculpting sculpting : taggers.get(k).sculptings()) {
        if (sculpting.cuts().stream().noneMatch(cut -> cut.divergence().isPresent())) {
          continue;
        }
        charts.add(sculpting(taggers.get(k), k + 1, sculpting));
      }
    }
    return charts;
  }

  private static Chart sculpting(TaggerFigures tagger, int number, Sculpting sculpting) {
    List<Series> series = new ArrayList<>();
    series.add(Series.steps("all background", 6, sculpting.edges(), normalised(sculpting.all())));
    for (Sculpting.Cut cut : sculpting.cuts()) {
      // The shape of a few jets would be taken for one.
      if (cut.divergence().isPresent()) {
        series.add(
            Series.steps(
                "passes eS = " + Numbers.plain(cut.asked()),
                series.size() - 1,
                sculpting.edges(),
                normalised(cut.passing())));
      }
    }
    double top = Series.highest(series);
    return new Chart(
        sculpting.variable().replace(' ', '-') + "-sculpting-" + number,
        "Background's " + sculpting.variable() + " before and after cuts of " + tagger.name(),
        "",
        new Axis(
            label(sculpting.variable(), sculpting.unit()),
            sculpting.edges()[0],
            sculpting.edges()[sculpting.edges().length - 1],
            false),
        new Axis("fraction of jets", 0, 1.1 * top, false),
        series);
  }

  private static double[] normalised(double[] counts) {
    double all = Arrays.stream(counts).sum();
    return Arrays.stream(counts).map(count -> count / all).toArray();
  }

  /** Divergences of the background's distributions at the working points. */
  FigureTable divergences() {
    List<List<String>> rows = new ArrayList<>();
    for (TaggerFigures tagger : taggers) {
      for (Sculpting sculpting : tagger.sculptings()) {
        for (Sculpting.Cut cut : sculpting.cuts()) {
          rows.add(
              List.of(
                  tagger.name(),
                  sculpting.variable(),
                  Numbers.plain(cut.asked()),
                  cut.divergence().map(Numbers::text).orElse("too few jets"),
                  cut.interval()
                      .map(i -> Numbers.text(i.low()) + " – " + Numbers.text(i.high()))
                      .orElse("")));
        }
      }
    }
    return new FigureTable(
        List.of("tagger", "variable", "at eS", "divergence (bits)", "interval"), rows);
  }
}
