package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lorentznet.training.EpochResult;

/** How a training went, as charts of a page: loss, then accuracy and AUC against the epoch. */
final class TrainingPicture {
  /** Room above and below the curves, as a fraction of their span. */
  private static final double MARGIN = 0.08;

  private TrainingPicture() {}

  static List<LineChart> of(List<EpochResult> history) {
    return List.of(
        chart(
            "cross-entropy",
            history,
            List.of(
                series("training", history, EpochResult::trainLoss),
                series("validation", history, EpochResult::validationLoss))),
        chart(
            "accuracy, AUC",
            history,
            List.of(
                series("training accuracy", history, EpochResult::trainAccuracy),
                series("validation accuracy", history, EpochResult::validationAccuracy),
                series(
                    "validation AUC",
                    history,
                    result -> result.validationAuc().orElse(Double.NaN)))));
  }

  private static LineChart.Series series(
      String name, List<EpochResult> history, ToDoubleFunction<EpochResult> quantity) {
    List<double[]> points = new ArrayList<>();
    for (EpochResult result : history) {
      double value = quantity.applyAsDouble(result);
      if (Double.isFinite(value)) {
        points.add(new double[] {result.epoch(), value});
      }
    }
    return new LineChart.Series(name, points, true);
  }

  private static LineChart chart(
      String quantity, List<EpochResult> history, List<LineChart.Series> series) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (LineChart.Series curve : series) {
      for (double[] point : curve.points()) {
        low = Math.min(low, point[1]);
        high = Math.max(high, point[1]);
      }
    }
    double margin = Math.max(MARGIN * (high - low), 1e-6);
    return new LineChart(
        quantity + " against epoch",
        new Axis("epoch", 1, Math.max(2, history.size()), false),
        new Axis(quantity, low - margin, high + margin, false),
        series);
  }
}
