package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.lorentznet.training.EpochResult;

/** How a training went, epoch by epoch: loss above, accuracy and AUC below. */
public final class CurvePicture {
  private CurvePicture() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(List<EpochResult> history) {
    XYChart loss = chart("cross-entropy", history);
    add(loss, "training", history, EpochResult::trainLoss);
    add(loss, "validation", history, EpochResult::validationLoss);
    XYChart accuracy = chart("accuracy, AUC", history);
    add(accuracy, "training accuracy", history, EpochResult::trainAccuracy);
    add(accuracy, "validation accuracy", history, EpochResult::validationAccuracy);
    add(accuracy, "validation AUC", history, result -> result.validationAuc().orElse(Double.NaN));
    return ChartColumn.png(List.of(loss, accuracy));
  }

  private static XYChart chart(String quantity, List<EpochResult> history) {
    XYChart chart = ChartColumn.chart("epoch", quantity);
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern("0.000");
    chart.getStyler().setXAxisMin(1.0);
    chart.getStyler().setXAxisMax((double) Math.max(2, history.size()));
    return chart;
  }

  private static void add(
      XYChart chart,
      String name,
      List<EpochResult> history,
      ToDoubleFunction<EpochResult> quantity) {
    List<Double> epochs = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (EpochResult result : history) {
      double value = quantity.applyAsDouble(result);
      if (Double.isFinite(value)) {
        epochs.add((double) result.epoch());
        values.add(value);
      }
    }
    if (!values.isEmpty()) {
      ChartColumn.add(chart, name, epochs, values);
    }
  }
}
