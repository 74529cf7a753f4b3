package org.lorentznet.app.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Series over a pair of axes.
 *
 * @param name for files, e.g. {@code roc}
 * @param title what is drawn
 * @param remark how it is to be read; may be empty
 * @param x the axis across
 * @param y the axis upwards
 * @param series in the order of the legend
 */
public record Chart(String name, String title, String remark, Axis x, Axis y, List<Series> series) {
  /** Rows of the table that tells a series in numbers. */
  private static final int TABLE_ROWS = 12;

  /** Pixels of a PNG for a unit of the picture. */
  private static final double PAPER_SCALE = 3;

  public Chart {
    series = List.copyOf(series);
  }

  /** The chart as a figure of a page. */
  String html() {
    StringBuilder html = new StringBuilder("<figure class=\"chart\" id=\"chart-");
    html.append(name).append("\">\n<figcaption>").append(Html.escape(title));
    if (!remark.isEmpty()) {
      html.append("<small>").append(Html.escape(remark)).append("</small>");
    }
    html.append("</figcaption>\n");
    if (series.size() > 1) {
      legend(html);
    }
    html.append(new ChartSvg(this, Ink.PAGE).element());
    html.append("<output class=\"readout\" aria-live=\"polite\"></output>\n");
    if (!plane()) {
      html.append("<details><summary>In numbers</summary>");
      html.append(Html.table(numbers())).append("</details>\n");
    }
    return html.append("</figure>\n").toString();
  }

  /** Whether it shows things in a plane and not curves over an axis. */
  boolean plane() {
    return series.stream()
        .anyMatch(one -> one.shapes().stream().anyMatch(Series.Discs.class::isInstance));
  }

  /** How much wider than high the field of a chart is, for equal scales on both axes. */
  static double fieldRatio() {
    return ChartSvg.FIELD_RATIO;
  }

  /** The chart as an SVG file for a paper. */
  String svg() {
    return new ChartSvg(this, Ink.PAPER).file();
  }

  /** Charts as files for a paper, e.g. {@code roc.svg} and {@code roc.png}. */
  static Map<String, byte[]> files(List<Chart> charts) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Chart chart : charts) {
      String svg = chart.svg();
      files.put(chart.name() + ".svg", svg.getBytes(StandardCharsets.UTF_8));
      files.put(chart.name() + ".png", Png.of(svg, PAPER_SCALE));
    }
    return files;
  }

  private void legend(StringBuilder html) {
    html.append("<div class=\"legend\" role=\"group\" aria-label=\"Show or hide\">\n");
    for (int k = 0; k < series.size(); k++) {
      Series one = series.get(k);
      html.append(
          String.format(
              Locale.ROOT,
              "<button type=\"button\" data-series=\"%d\" aria-pressed=\"%s\">%s%s</button>%n",
              k,
              one.shown(),
              ChartSvg.sample(one),
              Html.escape(one.name())));
    }
    html.append("</div>\n");
  }

  private FigureTable numbers() {
    List<List<String>> rows =
        series.stream()
            .flatMap(one -> {
              int size = one.readings().size();
              int rowsOfIt = Math.min(size, TABLE_ROWS);
              return IntStream.range(0, rowsOfIt)
                  .mapToObj(
                      k -> one.readings().get(rowsOfIt == 1 ? 0 : k * (size - 1) / (rowsOfIt - 1)))
                  .map(r ->
                      List.of(one.name(), Numbers.text(r.x()), Numbers.text(r.y()), interval(r)));
            })
            .toList();
    return new FigureTable(List.of("", x.label(), y.label(), "interval"), rows);
  }

  private static String interval(Series.Reading reading) {
    return Double.isNaN(reading.low())
        ? ""
        : Numbers.text(reading.low()) + " – " + Numbers.text(reading.high());
  }

  /** A place of a series in words. */
  String words(Series.Reading reading) {
    String interval = interval(reading);
    return x.label()
        + " "
        + Numbers.text(reading.x())
        + ", "
        + y.label()
        + " "
        + Numbers.text(reading.y())
        + (interval.isEmpty() ? "" : " (" + interval + ")");
  }
}
