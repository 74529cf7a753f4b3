package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.RocPoint;
import org.lorentznet.metrics.Separation;

/**
 * The ROC as the field draws it: background rejection 1/eB, logarithmic, against signal efficiency.
 */
final class RocPicture {
  private static final int POINTS = 400;
  private static final double LOWEST_TOP = 100;

  private RocPicture() {}

  /** The picture; of several classes, a curve for each against the rest. */
  static LineChart of(Evaluation evaluation) {
    List<LineChart.Series> curves = new ArrayList<>();
    evaluation.roc().ifPresent(roc -> curves.add(curve("ROC", roc.thinned(POINTS))));
    for (Separation separation : evaluation.classes()) {
      String name = evaluation.classNames().get(separation.signal());
      curves.add(curve(name + " against the rest", separation.curve()));
    }
    double top = LOWEST_TOP;
    for (LineChart.Series curve : curves) {
      for (double[] point : curve.points()) {
        top = Math.max(top, Math.pow(10, Math.ceil(Math.log10(point[1]))));
      }
    }
    return new LineChart(
        "ROC curve: background rejection against signal efficiency",
        new Axis("signal efficiency eS", 0, 1, false),
        new Axis("background rejection 1/eB", 1, top, true),
        curves);
  }

  private static LineChart.Series curve(String name, List<RocPoint> roc) {
    List<double[]> points = new ArrayList<>();
    for (RocPoint point : roc) {
      if (point.rejection().isPresent()) {
        points.add(new double[] {point.signalEfficiency(), point.rejection().getAsDouble()});
      }
    }
    return new LineChart.Series(name, points, false);
  }
}
