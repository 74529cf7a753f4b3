package org.lorentznet.app.report;

import java.util.List;
import org.lorentznet.training.LearningRateFinder;

/** The loss against a rising learning rate, and the rate that follows from it. */
public final class LearningRatePicture {
  private static final double SCALE = 1.5;

  private LearningRatePicture() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(LearningRateFinder.Result result) {
    List<double[]> losses =
        result.points().stream().map(p -> new double[] {p.learningRate(), p.loss()}).toList();
    List<double[]> smoothed =
        result.points().stream().map(p -> new double[] {p.learningRate(), p.smoothed()}).toList();
    Axis loss =
        Axis.around(
            "loss", result.points().stream().mapToDouble(LearningRateFinder.Point::smoothed));
    double rate = result.suggested();
    Series suggested =
        Series.line(
            "suggested: " + Numbers.text(rate),
            2,
            List.of(new double[] {rate, loss.low()}, new double[] {rate, loss.high()}));
    double highest = losses.getLast()[0];
    Chart chart =
        new Chart(
            "learning-rates",
            "Loss as the learning rate rises",
            "",
            new Axis("learning rate", losses.getFirst()[0], Math.max(highest, 1e-5), true),
            Axis.around(
                "loss",
                result.points().stream()
                    .mapToDouble(LearningRateFinder.Point::loss)
                    .filter(value -> value < 2 * loss.high())),
            List.of(
                Series.line("of each batch", 6, losses),
                Series.line("smoothed", 0, smoothed),
                suggested));
    return Png.of(chart.svg(), SCALE);
  }
}
