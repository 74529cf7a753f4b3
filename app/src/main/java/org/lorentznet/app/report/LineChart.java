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
  private static final int LEGEND_ABOVE = 12;
  private static final int LEGEND_STROKE = 24;
  private static final int BOTTOM = 52;
  private static final int LEGEND_LINE = 20;

  /** A generous width of a letter. */
  private static final double LETTER = 7;

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
    int above = series.size() > 1 ? LEGEND_LINE * legendLines() : 0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 %d %d %d\" role=\"img\" aria-label=\"%s\">%n",
            -above,
            WIDTH,
            HEIGHT + above,
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

  private int legendLines() {
    double length = 0;
    for (Series curve : series) {
      length += LEGEND_STROKE + 24 + LETTER * curve.name().length();
    }
    return (int) Math.ceil(length / (WIDTH - 2.0 * LEFT));
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

  /** Names of the curves, side by side above the picture. */
  private void legend(StringBuilder svg) {
    double at = LEFT;
    double line = TOP - LEGEND_ABOVE - LEGEND_LINE * (legendLines() - 1);
    for (int k = 0; k < series.size(); k++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline style=\"stroke:var(--curve-%d)\" points=\"%.1f,%.1f %.1f,%.1f\"/>%n",
              k,
              at,
              line - 4,
              at + LEGEND_STROKE,
              line - 4));
      String name = series.get(k).name();
      text(svg, at + LEGEND_STROKE + 6, line, "start", name);
      at += LEGEND_STROKE + 24 + LETTER * name.length();
      if (k + 1 < series.size()
          && at + LEGEND_STROKE + 6 + LETTER * series.get(k + 1).name().length() > WIDTH) {
        at = LEFT;
        line += LEGEND_LINE;
      }
    }
  }
}
