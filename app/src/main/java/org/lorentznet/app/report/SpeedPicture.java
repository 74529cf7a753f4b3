package org.lorentznet.app.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

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

  private static final double SCALE = 1.5;

  private SpeedPicture() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(List<Panel> panels) {
    return Png.stacked(panels.stream().map(panel -> chart(panel).svg()).toList(), SCALE);
  }

  private static Chart chart(Panel panel) {
    List<Series> series =
        List.of(
            series("peak", 6, panel, Point::peak),
            series("scoring", 0, panel, Point::scoring),
            series("training", 1, panel, Point::training));
    double most = panel.points().stream().mapToDouble(Point::x).max().orElse(1);
    double least = panel.points().stream().mapToDouble(Point::x).min().orElse(1);
    double top = Series.highest(series);
    return new Chart(
        "speed",
        "Operations a second against " + panel.quantity(),
        "",
        new Axis(
            panel.quantity(),
            panel.logarithmic() ? least / 1.1 : 0,
            1.1 * most,
            panel.logarithmic()),
        new Axis("needed operations a second, 1e9", 0, 1.1 * top, false),
        series);
  }

  private static Series series(
      String name, int colour, Panel panel, ToDoubleFunction<Point> quantity) {
    return Series.dotted(
        name,
        colour,
        panel.points().stream()
            .map(point -> new double[] {point.x(), quantity.applyAsDouble(point)})
            .toList());
  }
}
