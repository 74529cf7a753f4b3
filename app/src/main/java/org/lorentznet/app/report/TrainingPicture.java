package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lorentznet.training.EpochResult;

/** How a training went, as charts: loss, then accuracy and AUC against the epoch. */
final class TrainingPicture {
  private TrainingPicture() {}

  static List<Chart> of(List<EpochResult> history) {
    return List.of(
        chart(
            "training-loss",
            "cross-entropy",
            history,
            List.of(
                series("training", 0, history, EpochResult::trainLoss),
                series("validation", 1, history, EpochResult::validationLoss))),
        chart(
            "training-accuracy",
            "accuracy, AUC",
            history,
            List.of(
                series("training accuracy", 0, history, EpochResult::trainAccuracy),
                series("validation accuracy", 1, history, EpochResult::validationAccuracy),
                series(
                    "validation AUC",
                    2,
                    history,
                    result -> result.validationAuc().orElse(Double.NaN)))));
  }

  private static Series series(
      String name, int colour, List<EpochResult> history, ToDoubleFunction<EpochResult> quantity) {
    List<double[]> points = new ArrayList<>();
    for (EpochResult result : history) {
      double value = quantity.applyAsDouble(result);
      if (Double.isFinite(value)) {
        points.add(new double[] {result.epoch(), value});
      }
    }
    return Series.dotted(name, colour, points);
  }

  private static Chart chart(
      String name, String quantity, List<EpochResult> history, List<Series> series) {
    return new Chart(
        name,
        Character.toUpperCase(quantity.charAt(0)) + quantity.substring(1) + " against epoch",
        "",
        new Axis("epoch", 1, Math.max(2, history.size()), false),
        Axis.around(
            quantity,
            series.stream().flatMap(one -> one.readings().stream()).mapToDouble(Series.Reading::y)),
        series.stream().filter(one -> !one.readings().isEmpty()).toList());
  }
}
