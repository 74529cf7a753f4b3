package org.lorentznet.app.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lorentznet.json.Json;

/**
 * A chart as SVG.
 *
 * @param chart what to draw
 * @param ink on a page, which has its own legend, or on paper
 */
record ChartSvg(Chart chart, Ink ink) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 430;
  private static final int LEFT = 84;
  private static final int RIGHT = 18;
  private static final int TOP = 14;
  private static final int BOTTOM = 62;

  /** Width of the field between the axes for its height. */
  static final double FIELD_RATIO = (double) (WIDTH - LEFT - RIGHT) / (HEIGHT - TOP - BOTTOM);

  private static final int LEGEND_LINE = 20;
  private static final int LEGEND_STROKE = 30;

  /** Colours of what speaks for and against something. */
  private static final int FOR = 1;

  private static final int AGAINST = 0;

  private static final double FAINTEST = 0.08;
  private static final double DENSEST = 0.9;

  /** A generous width of a letter. */
  private static final double LETTER = 7.2;

  /** Space that a tick's text needs on a small screen. */
  private static final double DENSE = 60;

  /** The picture as an element of a page. */
  String element() {
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" tabindex=\"0\" aria-label=\"%s\""
            + " data-top=\"%d\" data-bottom=\"%d\"%s>%n",
        WIDTH,
        HEIGHT,
        Html.escape(
            chart.title() + ". Arrow keys read it out; its numbers are in the table below it."),
        TOP,
        HEIGHT - BOTTOM,
        chart.plane() ? " data-plane=\"\"" : "");
    draw(svg);
    return svg.append("</svg>\n").toString();
  }

  /** The picture as a file of its own. */
  String file() {
    List<Series> shown = chart.series().stream().filter(Series::shown).toList();
    int above = shown.size() > 1 ? LEGEND_LINE * legendLines(shown) : 0;
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 %d %d"
            + " %d\" font-family=\"sans-serif\""
            + " font-size=\"14\">%n<title>%s</title>%n"
            + "<rect x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
        WIDTH,
        HEIGHT + above,
        -above,
        WIDTH,
        HEIGHT + above,
        Html.escape(chart.title()),
        -above,
        WIDTH,
        HEIGHT + above);
    draw(svg);
    if (shown.size() > 1) {
      legend(svg, shown, -above + LEGEND_LINE - 4);
    }
    return svg.append("</svg>\n").toString();
  }

  /** A stroke as the series are drawn with, for a legend outside the picture. */
  static String sample(Series series) {
    boolean line =
        series.shapes().stream()
            .anyMatch(shape -> shape instanceof Series.Line || shape instanceof Series.Links);
    boolean dashed = series.shapes().stream().anyMatch(Series.Line.class::isInstance);
    return "<svg viewBox=\"0 0 28 10\" aria-hidden=\"true\">"
        + (line
            ? "<line x1=\"0\" x2=\"28\" y1=\"5\" y2=\"5\" stroke-width=\"3\""
                + Ink.PAGE.curve("stroke", series.colour())
                + (dashed ? Ink.dash(series.colour()) : "")
                + "/>"
            : "<circle cx=\"14\" cy=\"5\" r=\"4\"" + Ink.PAGE.curve("fill", series.colour()) + "/>")
        + "</svg>";
  }

  private void draw(StringBuilder svg) {
    grid(svg);
    // An inner picture cuts off what lies beyond the axes.
    append(
        svg,
        "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">%n",
        LEFT,
        TOP,
        WIDTH - LEFT - RIGHT,
        HEIGHT - TOP - BOTTOM,
        LEFT,
        TOP,
        WIDTH - LEFT - RIGHT,
        HEIGHT - TOP - BOTTOM);
    for (Series series : chart.series()) {
      if (ink == Ink.PAGE || series.shown()) {
        group(svg, series);
      }
    }
    svg.append("</svg>\n");
    append(
        svg,
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\"%s/>%n",
        LEFT,
        TOP,
        WIDTH - LEFT - RIGHT,
        HEIGHT - TOP - BOTTOM,
        ink.ink("stroke"));
  }

  private void group(StringBuilder svg, Series series) {
    if (ink == Ink.PAGE) {
      append(
          svg,
          "<g class=\"series%s\" data-name=\"%s\" data-readings=\"%s\">%n",
          series.shown() ? "" : " hidden",
          Html.escape(series.name()),
          Html.escape(readings(series)));
    } else {
      svg.append("<g>\n");
    }
    for (Series.Shape shape : series.shapes()) {
      switch (shape) {
        case Series.Line line -> line(svg, line.points(), series.colour());
        case Series.Band band -> band(svg, band.points(), series.colour());
        case Series.Dots dots -> dots(svg, dots.points(), series.colour());
        case Series.Bars bars -> bars(svg, bars.ends(), series.colour());
        case Series.Discs discs -> discs(svg, discs.discs());
        case Series.Links links -> links(svg, links.links());
      }
    }
    svg.append("</g>\n");
  }

  /** Places and words for the page's script. */
  private String readings(Series series) {
    if (series.shapes().getFirst() instanceof Series.Discs discs) {
      return discs.discs().stream()
          .map(disc ->
              String.format(
                  Locale.ROOT,
                  "[%.1f,%.1f,%s]",
                  across(disc.x()),
                  up(disc.y()),
                  Json.write(disc.words())))
          .collect(Collectors.joining(",", "[", "]"));
    }
    return series.readings().stream()
        .filter(r -> within(r.x(), r.y()))
        .map(r ->
            String.format(
                Locale.ROOT,
                "[%.1f,%.1f,%s]",
                across(r.x()),
                up(r.y()),
                Json.write(chart.words(r))))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private boolean within(double x, double y) {
    double px = chart.x().place(x);
    double py = chart.y().place(y);
    return px >= -1e-9 && px <= 1 + 1e-9 && py >= -1e-9 && py <= 1 + 1e-9;
  }

  private double across(double value) {
    return LEFT + bounded(chart.x().place(value)) * (WIDTH - LEFT - RIGHT);
  }

  private double up(double value) {
    return HEIGHT - BOTTOM - bounded(chart.y().place(value)) * (HEIGHT - TOP - BOTTOM);
  }

  /** Not so far outside that a picture's coordinates overflow; NaN stays outside, too. */
  private static double bounded(double place) {
    return Double.isNaN(place) ? -0.5 : Math.clamp(place, -0.5, 1.5);
  }

  private void line(StringBuilder svg, List<double[]> points, int colour) {
    append(
        svg,
        "<polyline fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\"%s%s"
            + " points=\"%s\"/>%n",
        ink.curve("stroke", colour),
        Ink.dash(colour),
        points.stream()
            .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", across(p[0]), up(p[1])))
            .collect(Collectors.joining(" ")));
  }

  private void band(StringBuilder svg, List<double[]> points, int colour) {
    StringBuilder outline = new StringBuilder();
    for (double[] p : points) {
      append(outline, "%.1f,%.1f ", across(p[0]), up(p[1]));
    }
    for (int k = points.size() - 1; k >= 0; k--) {
      append(outline, "%.1f,%.1f ", across(points.get(k)[0]), up(points.get(k)[2]));
    }
    append(
        svg,
        "<polygon fill-opacity=\"0.18\"%s points=\"%s\"/>%n",
        ink.curve("fill", colour),
        outline.toString().strip());
  }

  private void dots(StringBuilder svg, List<double[]> points, int colour) {
    for (double[] p : points) {
      if (within(p[0], p[1])) {
        svg.append(Ink.marker(colour, across(p[0]), up(p[1]), ink.curve("fill", colour)));
      }
    }
  }

  /** Discs that speak for something in one colour, against it in another and with dashes. */
  private void discs(StringBuilder svg, List<Series.Disc> discs) {
    for (Series.Disc disc : discs) {
      int colour = disc.strength() < 0 ? AGAINST : FOR;
      append(
          svg,
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill-opacity=\"%.2f\" stroke-width=\"1.5\""
              + "%s%s%s/>%n",
          across(disc.x()),
          up(disc.y()),
          disc.radius(),
          FAINTEST + (DENSEST - FAINTEST) * Math.min(1, Math.abs(disc.strength())),
          ink.curve("fill", colour),
          ink.curve("stroke", colour),
          disc.strength() < 0 ? " stroke-dasharray=\"4 3\"" : "");
    }
  }

  private void links(StringBuilder svg, List<double[]> links) {
    for (double[] link : links) {
      append(
          svg,
          "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"1.2\""
              + " stroke-opacity=\"%.2f\"%s/>%n",
          across(link[0]),
          up(link[1]),
          across(link[2]),
          up(link[3]),
          link[4],
          ink.ink("stroke"));
    }
  }

  private void bars(StringBuilder svg, List<double[]> ends, int colour) {
    for (double[] e : ends) {
      append(
          svg,
          "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"1.5\"%s/>%n",
          across(e[0]),
          up(e[1]),
          across(e[2]),
          up(e[3]),
          ink.curve("stroke", colour));
    }
  }

  private void grid(StringBuilder svg) {
    int bottom = HEIGHT - BOTTOM;
    double last = Double.NEGATIVE_INFINITY;
    for (double tick : chart.x().ticks()) {
      double at = across(tick);
      gridLine(svg, at, TOP, at, bottom);
      boolean dense = at - last < DENSE;
      last = dense ? last : at;
      text(svg, at, bottom + 22, "middle", dense, chart.x().text(tick));
    }
    for (double tick : chart.y().ticks()) {
      double at = up(tick);
      gridLine(svg, LEFT, at, WIDTH - RIGHT, at);
      text(svg, LEFT - 8, at + 5, "end", false, chart.y().text(tick));
    }
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", false, chart.x().label());
    append(
        svg,
        "<text transform=\"translate(20 %.1f) rotate(-90)\" text-anchor=\"middle\"%s>%s</text>%n",
        (TOP + bottom) / 2.0,
        ink.ink("fill"),
        Html.escape(chart.y().label()));
  }

  private void gridLine(StringBuilder svg, double x1, double y1, double x2, double y2) {
    append(
        svg,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"%s/>%n",
        x1,
        y1,
        x2,
        y2,
        ink.faint("stroke"));
  }

  private void text(
      StringBuilder svg, double at, double base, String anchor, boolean dense, String text) {
    append(
        svg,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s%s>%s</text>%n",
        at,
        base,
        anchor,
        dense && ink == Ink.PAGE ? " class=\"dense\"" : "",
        ink.ink("fill"),
        Html.escape(text));
  }

  private static double legendWidth(Series series) {
    return LEGEND_STROKE + 24 + LETTER * series.name().length();
  }

  private static int legendLines(List<Series> shown) {
    int lines = 1;
    double at = LEFT;
    for (Series series : shown) {
      if (at > LEFT && at + legendWidth(series) > WIDTH) {
        lines++;
        at = LEFT;
      }
      at += legendWidth(series);
    }
    return lines;
  }

  /** Names of the series, side by side above the picture. */
  private void legend(StringBuilder svg, List<Series> shown, double first) {
    double at = LEFT;
    double base = first;
    for (Series series : shown) {
      if (at > LEFT && at + legendWidth(series) > WIDTH) {
        at = LEFT;
        base += LEGEND_LINE;
      }
      if (series.shapes().stream().anyMatch(Series.Line.class::isInstance)) {
        append(
            svg,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke-width=\"2.5\"%s%s/>%n",
            at,
            base - 5,
            at + LEGEND_STROKE,
            base - 5,
            ink.curve("stroke", series.colour()),
            Ink.dash(series.colour()));
      } else {
        svg.append(
            Ink.marker(
                series.colour(),
                at + LEGEND_STROKE / 2.0,
                base - 5,
                ink.curve("fill", series.colour())));
      }
      text(svg, at + LEGEND_STROKE + 6, base, "start", false, series.name());
      at += legendWidth(series);
    }
  }

  private static void append(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
