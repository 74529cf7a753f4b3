package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lorentznet.metrics.AucInterval;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.PartialAuc;
import org.lorentznet.metrics.Separation;
import org.lorentznet.metrics.WorkingPoint;

/** The figures of an evaluation in the order in which they are told. */
final class Figures {
  private Figures() {}

  /** All but those of pairs of classes. */
  static List<Figure> of(Evaluation evaluation) {
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.fraction(
            "accuracy",
            "accuracy",
            evaluation.accuracy(),
            evaluation.accuracyInterval(),
            method(evaluation, "accuracy")));
    figures.add(auc("", evaluation.auc()));
    evaluation.workingPoints().forEach(point -> figures.add(rejection("", point)));
    for (Separation separation : evaluation.classes()) {
      String of = ", " + evaluation.classNames().get(separation.signal()) + " against the rest";
      figures.add(auc(of, separation.auc()));
      separation.workingPoints().forEach(point -> figures.add(rejection(of, point)));
    }
    JetClassBenchmark.of(evaluation).forEach(figures::add);
    evaluation
        .significance()
        .ifPresent(s ->
            figures.add(
                Figure.fraction(
                    "max eS/sqrt(eB), at eS = "
                        + String.format(Locale.ROOT, "%.3f", s.signalEfficiency()),
                    "$\\max\\,\\varepsilon_S/\\sqrt{\\varepsilon_B}$",
                    s.value(),
                    s.interval(),
                    method(evaluation, "max_sic"))));
    for (PartialAuc area : evaluation.partialAucs()) {
      String limit = Numbers.plain(area.limit());
      figures.add(
          Figure.fraction(
              "mean eS where eB < " + limit,
              "mean $\\varepsilon_S$ where $\\varepsilon_B < " + limit + "$",
              area.value(),
              area.interval(),
              method(evaluation, "partial_auc")));
    }
    evaluation
        .loss()
        .ifPresent(loss ->
            figures.add(
                Figure.fraction(
                    "loss",
                    "cross-entropy",
                    loss.value(),
                    loss.interval(),
                    method(evaluation, "loss"))));
    evaluation
        .reliability()
        .ifPresent(r ->
            figures.add(
                Figure.fraction(
                    "expected calibration error",
                    "expected calibration error",
                    r.error(),
                    r.interval(),
                    method(evaluation, "expected_calibration_error"))));
    return figures;
  }

  /** AUC and rejections of each class against each other; empty for two classes. */
  static List<Figure> pairwise(Evaluation evaluation) {
    List<Figure> figures = new ArrayList<>();
    for (Separation separation : evaluation.pairwise()) {
      String pair =
          ", "
              + evaluation.classNames().get(separation.signal())
              + " against "
              + evaluation.classNames().get(separation.background().getAsInt());
      figures.add(auc(pair, separation.auc()));
      separation.workingPoints().forEach(point -> figures.add(rejection(pair, point)));
    }
    return figures;
  }

  private static Figure auc(String of, AucInterval auc) {
    return Figure.fraction(
        "AUC" + of,
        "AUC" + Latex.escape(of),
        auc.auc(),
        auc.interval(),
        withoutLevel(auc.method()));
  }

  static Figure rejection(String of, WorkingPoint point) {
    String efficiency = Numbers.plain(point.efficiencyAsked());
    return new Figure(
        "1/eB at eS = " + efficiency + of,
        "$1/\\varepsilon_B$ at $\\varepsilon_S = " + efficiency + "$" + Latex.escape(of),
        point.rejection(),
        point.low(),
        point.high(),
        true,
        "Clopper-Pearson");
  }

  /** The names of the figures with nothing behind: what a summary needs. */
  static String accuracySentence(Evaluation evaluation) {
    return "accuracy "
        + shortInterval(
            evaluation.accuracy(),
            evaluation.accuracyInterval().low(),
            evaluation.accuracyInterval().high())
        + ", AUC "
        + shortInterval(
            evaluation.auc().auc(),
            evaluation.auc().interval().low(),
            evaluation.auc().interval().high());
  }

  private static String shortInterval(double value, double low, double high) {
    return String.format(Locale.ROOT, "%.4f (%.4f – %.4f)", value, low, high);
  }

  /** A rejection in a sentence. */
  static String rejectionSentence(WorkingPoint point) {
    return (point.rejection().isPresent()
            ? Numbers.rejection(point.rejection())
                + " ("
                + Numbers.rejection(OptionalDouble.of(point.low()))
                + " – "
                + Numbers.rejection(point.high())
                + ")"
            : "above " + Numbers.rejection(OptionalDouble.of(point.low())))
        + " at a signal efficiency of "
        + Numbers.plain(point.efficiencyAsked());
  }

  private static String method(Evaluation evaluation, String figure) {
    return withoutLevel(evaluation.methods().get(figure));
  }

  /** The method without the level, which the heading tells. */
  private static String withoutLevel(String method) {
    return method.replaceFirst(" [0-9.]+ %", "");
  }
}
