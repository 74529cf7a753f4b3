package org.lorentznet.app.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.lorentznet.training.EpochResult;

/** How a training went, epoch by epoch: loss above, accuracy and AUC below. */
public final class CurvePicture {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

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
    BufferedImage image = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
    loss.paint(image.createGraphics(), WIDTH, HEIGHT);
    accuracy.paint(image.getSubimage(0, HEIGHT, WIDTH, HEIGHT).createGraphics(), WIDTH, HEIGHT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static XYChart chart(String quantity, List<EpochResult> history) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("epoch")
            .yAxisTitle(quantity)
            .theme(Styler.ChartTheme.Matlab)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
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
      chart.addSeries(name, epochs, values).setMarker(SeriesMarkers.CIRCLE);
    }
  }
}
