package org.lorentznet.app.report;

import java.util.List;
import java.util.Locale;

/**
 * Curves over a pair of axes as an SVG picture. Colours are the page's: its style gives {@code
 * --ink}, {@code --faint} and {@code --curve-0}, {@code --curve-1} ...
 *
 * @param caption what the picture shows, for those who cannot see it
 */
record LineChart(String caption, Axis x, Axis y, List<Series> series) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int LEFT = 72;
  private static final int RIGHT = 16;
  private static final int TOP = 16;
  private static final int BOTTOM = 52;
  private static final int LEGEND_LINE = 20;

  /**
   * A curve.
   *
   * @param name for the legend
   * @param points (x, y) pairs; those that lie outside the axes are left out
   * @param dots marks the points, too
   */
  record Series(String name, List<double[]> points, boolean dots) {}

  LineChart {
    series = List.copyOf(series);
  }

  /** The picture as an element of a page. */
  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH,
            HEIGHT,
            Html.escape(caption)));
    grid(svg);
    for (int k = 0; k < series.size(); k++) {
      curve(svg, series.get(k), k);
    }
    if (series.size() > 1) {
      legend(svg);
    }
    return svg.append("</svg>\n").toString();
  }

  private double across(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double up(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void grid(StringBuilder svg) {
    int bottom = HEIGHT - BOTTOM;
    for (double tick : x.ticks()) {
      double at = across(tick);
      line(svg, at, TOP, at, bottom);
      text(svg, at, bottom + 18, "middle", Axis.text(tick));
    }
    for (double tick : y.ticks()) {
      double at = up(tick);
      line(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 8, at + 4, "end", Axis.text(tick));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", x.label());
    double middle = (TOP + bottom) / 2.0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(16 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
            middle,
            Html.escape(y.label())));
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            x1,
            y1,
            x2,
            y2));
  }

  private static void text(StringBuilder svg, double at, double base, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            at,
            base,
            anchor,
            Html.escape(text)));
  }

  private void curve(StringBuilder svg, Series curve, int k) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (double[] point : curve.points()) {
      double px = across(point[0]);
      double py = up(point[1]);
      if (!(x.place(point[0]) >= 0 && x.place(point[0]) <= 1)
          || !(y.place(point[1]) >= 0 && y.place(point[1]) <= 1)) {
        continue;
      }
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
      if (curve.dots()) {
        dots.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" style=\"fill:var(--curve-%d)\"/>%n",
                px,
                py,
                k));
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<polyline style=\"stroke:var(--curve-%d)\" points=\"%s\"/>%n",
            k,
            points.toString().strip()));
    svg.append(dots);
  }

  private void legend(StringBuilder svg) {
    for (int k = 0; k < series.size(); k++) {
      int at = TOP + 18 + k * LEGEND_LINE;
      int right = WIDTH - RIGHT - 12;
      text(svg, right - 30, at + 4, "end", series.get(k).name());
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline style=\"stroke:var(--curve-%d)\" points=\"%d,%d %d,%d\"/>%n",
              k,
              right - 24,
              at,
              right,
              at));
    }
  }
}
