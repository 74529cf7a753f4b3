package org.lorentznet.app.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Operations a second against what they depend on, a panel for each, with the machine's peak. */
public final class SpeedPicture {
  /**
   * A measurement; operations a second in units of 1e9.
   *
   * @param x what it was measured for
   */
  public record Point(double x, double scoring, double training, double peak) {}

  /**
   * Measurements against one quantity.
   *
   * @param quantity with its unit
   * @param logarithmic whether a factor has the same length everywhere along the quantity
   */
  public record Panel(String quantity, boolean logarithmic, List<Point> points) {}

  private SpeedPicture() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(List<Panel> panels) {
    return ChartColumn.png(panels.stream().map(SpeedPicture::chart).toList());
  }

  private static XYChart chart(Panel panel) {
    XYChart chart = ChartColumn.chart(panel.quantity(), "needed operations a second, 1e9");
    chart.getStyler().setXAxisDecimalPattern("0");
    chart.getStyler().setYAxisDecimalPattern("0");
    if (panel.logarithmic()) {
      chart.getStyler().setXAxisLogarithmic(true);
    } else {
      chart.getStyler().setXAxisMin(0.0);
    }
    chart.getStyler().setYAxisMin(0.0);
    add(chart, "peak", panel, Point::peak);
    add(chart, "scoring", panel, Point::scoring);
    add(chart, "training", panel, Point::training);
    return chart;
  }

  private static void add(
      XYChart chart, String name, Panel panel, ToDoubleFunction<Point> quantity) {
    ChartColumn.add(
        chart,
        name,
        panel.points().stream().map(Point::x).toList(),
        panel.points().stream().map(quantity::applyAsDouble).toList());
  }
}
