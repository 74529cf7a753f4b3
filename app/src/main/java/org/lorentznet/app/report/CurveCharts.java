package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Separation;
import org.lorentznet.metrics.WorkingPoint;

/**
 * What a cut at each threshold gives: the ROC as the field draws it, 1/e_B on a logarithmic axis
 * against e_S, and the significance improvement e_S / sqrt(e_B).
 *
 * @param taggers drawn together
 * @param published points beside the curves
 */
record CurveCharts(List<TaggerFigures> taggers, Published published) {
  private static final int POINTS = 160;

  /** The axis of 1/e_B reaches at least so far. */
  private static final double LOWEST_TOP = 100;

  /** Curves of the same kind that go into one chart. */
  private record Bundle(String suffix, String of, List<Curve> curves) {}

  /** A curve with its name. */
  private record Curve(String name, List<WorkingPoint> points) {}

  List<Chart> roc() {
    return bundles().stream().map(this::roc).toList();
  }

  List<Chart> significance() {
    return bundles().stream().map(CurveCharts::significance).toList();
  }

  /** Of two classes a curve a tagger; of several a chart a class, or a single tagger's together. */
  private List<Bundle> bundles() {
    Evaluation first = taggers.getFirst().evaluation();
    if (first.roc().isPresent()) {
      return List.of(
          new Bundle(
              "",
              "",
              taggers.stream()
                  .map(tagger ->
                      new Curve(
                          tagger.name(),
                          tagger
                              .evaluation()
                              .roc()
                              .orElseThrow()
                              .thinned(POINTS, tagger.evaluation().level())))
                  .toList()));
    }
    if (taggers.size() == 1) {
      return List.of(
          new Bundle(
              "",
              ", each class against the rest",
              first.classes().stream()
                  .map(one -> new Curve(first.classNames().get(one.signal()), one.curve()))
                  .toList()));
    }
    List<Bundle> bundles = new ArrayList<>();
    for (Separation one : first.classes()) {
      List<Curve> curves = new ArrayList<>();
      for (TaggerFigures tagger : taggers) {
        tagger.evaluation().classes().stream()
            .filter(other -> other.signal() == one.signal())
            .forEach(other -> curves.add(new Curve(tagger.name(), other.curve())));
      }
      bundles.add(
          new Bundle(
              "-" + one.signal(),
              ", " + first.classNames().get(one.signal()) + " against the rest",
              curves));
    }
    return bundles;
  }

  private Chart roc(Bundle bundle) {
    List<Series> series = new ArrayList<>();
    for (Curve curve : bundle.curves()) {
      series.add(Series.banded(curve.name(), series.size(), readings(curve)));
    }
    if (bundle.of().isEmpty() && published != Published.NONE) {
      for (PublishedTagger tagger : published.taggers()) {
        series.add(published(tagger, series.size()));
      }
    }
    double top =
        series.stream()
            .flatMap(one -> one.readings().stream())
            .mapToDouble(Series.Reading::y)
            .filter(Double::isFinite)
            .max()
            .orElse(LOWEST_TOP);
    return new Chart(
        "roc" + bundle.suffix(),
        "Background rejection against signal efficiency" + bundle.of(),
        "ROC curve; the band is the interval on the background, at a given threshold."
            + (published == Published.NONE ? "" : " " + published.remark()),
        new Axis("signal efficiency eS", 0, 1, false),
        Axis.decades("background rejection 1/eB", DoubleStream.of(1, LOWEST_TOP, top)),
        series);
  }

  private Series published(PublishedTagger tagger, int colour) {
    List<Series.Reading> readings = new ArrayList<>();
    addReading(readings, 0.3, tagger.at30());
    addReading(readings, 0.5, tagger.at50());
    Series series =
        Series.measured(
            tagger.name() + ", published", colour, readings, new double[readings.size()]);
    return onReferenceSet() ? series : series.switchedOff();
  }

  private static void addReading(
      List<Series.Reading> readings, double efficiency, PublishedTagger.Rejection rejection) {
    if (rejection.value().isPresent()) {
      double value = rejection.value().getAsDouble();
      double error = rejection.error() == 0 ? Double.NaN : rejection.error();
      readings.add(new Series.Reading(efficiency, value, value - error, value + error));
    }
  }

  /** Whether the jets are as many as the reference set has, and published points thus compare. */
  private boolean onReferenceSet() {
    return published == Published.TOP
        && taggers.getFirst().evaluation().jets() == PublishedTagger.TOP_TEST_JETS;
  }

  /** 1/e_B against e_S; points that no background passes are left out. */
  private static List<Series.Reading> readings(Curve curve) {
    List<Series.Reading> readings = new ArrayList<>();
    for (WorkingPoint point : curve.points()) {
      if (point.rejection().isPresent()) {
        readings.add(
            new Series.Reading(
                point.efficiency(),
                point.rejection().getAsDouble(),
                point.low(),
                point.high().orElse(Double.POSITIVE_INFINITY)));
      }
    }
    return readings;
  }

  private static Chart significance(Bundle bundle) {
    List<Series> series = new ArrayList<>();
    for (Curve curve : bundle.curves()) {
      List<Series.Reading> readings = new ArrayList<>();
      for (Series.Reading r : readings(curve)) {
        double scale = r.x();
        if (scale > 0) {
          readings.add(
              new Series.Reading(
                  r.x(),
                  scale * Math.sqrt(r.y()),
                  scale * Math.sqrt(r.low()),
                  scale * Math.sqrt(r.high())));
        }
      }
      series.add(Series.banded(curve.name(), series.size(), readings));
    }
    double top = Series.highest(series);
    return new Chart(
        "sic" + bundle.suffix(),
        "Significance improvement against signal efficiency" + bundle.of(),
        "By what factor a cut raises signal over the root of background.",
        new Axis("signal efficiency eS", 0, 1, false),
        new Axis("significance improvement eS/√eB", 0, Math.max(1.2, 1.25 * top), false),
        series);
  }
}
