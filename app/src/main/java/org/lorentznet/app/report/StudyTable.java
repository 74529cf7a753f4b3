package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What a study found: a row for each place of its grid, a column for each figure.
 *
 * @param title of the study
 * @param variable what rows differ in
 * @param scale of that, in pictures
 * @param quantities of the columns
 * @param rows in order
 * @param published figures of the paper that stand beside them
 */
public record StudyTable(
    String title,
    String variable,
    Scale scale,
    List<Quantity> quantities,
    List<Row> rows,
    List<Printed> published) {
  private static final double SCALE = 1.5;

  /** How rows are placed along their variable. */
  public enum Scale {
    /** One after the other: they have no order. */
    NAMES,
    /** By value. */
    LINEAR,
    /** By the value's logarithm. */
    LOGARITHMIC
  }

  /**
   * A figure.
   *
   * @param key in CSV files
   * @param label in words
   * @param format of its numbers, as {@link String#format} has it
   * @param logarithmic whether a factor has the same height everywhere in pictures
   */
  public record Quantity(String key, String label, String format, boolean logarithmic) {}

  /**
   * A place of the grid.
   *
   * @param name in words
   * @param x value of the variable
   * @param figures over trainings, as many as there are quantities
   */
  public record Row(String name, double x, List<Spread> figures) {}

  /**
   * Figures that a paper prints.
   *
   * @param name whose
   * @param texts as printed, as many as there are quantities
   * @param values likewise
   */
  public record Printed(String name, List<String> texts, List<OptionalDouble> values) {}

  public StudyTable {
    quantities = List.copyOf(quantities);
    rows = List.copyOf(rows);
    published = List.copyOf(published);
  }

  private List<String> heading() {
    List<String> heading = new ArrayList<>(List.of(variable, "trainings"));
    quantities.forEach(quantity -> heading.add(quantity.label()));
    return heading;
  }

  private List<List<String>> cells() {
    List<List<String>> all = new ArrayList<>();
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.name(), Integer.toString(trainings(row))));
      for (int q = 0; q < quantities.size(); q++) {
        cells.add(row.figures().get(q).text(quantities.get(q).format()));
      }
      all.add(cells);
    }
    for (Printed printed : published) {
      List<String> cells = new ArrayList<>(List.of(printed.name(), ""));
      cells.addAll(printed.texts());
      all.add(cells);
    }
    return all;
  }

  private static int trainings(Row row) {
    return row.figures().stream().mapToInt(figure -> figure.values().size()).max().orElse(0);
  }

  /** The table for a terminal. */
  public FigureTable figures() {
    return new FigureTable(heading(), cells());
  }

  /** The table in Markdown. */
  public String markdown() {
    return "# "
        + title
        + "\n\n"
        + figures().markdown()
        + "\nMean ± standard deviation over trainings.\n";
  }

  /** The table for a paper. */
  public String latex() {
    return Latex.table(
        "l" + "c".repeat(quantities.size() + 1),
        heading().stream().map(Latex::escape).toList(),
        cells().stream().map(row -> row.stream().map(Latex::escape).toList()).toList());
  }

  /** All numbers: a line a row, with mean and deviation of each figure. */
  public String csv() {
    StringBuilder csv = new StringBuilder("name,x,trainings");
    for (Quantity quantity : quantities) {
      csv.append(',')
          .append(quantity.key())
          .append(',')
          .append(quantity.key())
          .append("_deviation");
    }
    csv.append('\n');
    for (Row row : rows) {
      csv.append('"').append(row.name()).append("\",").append(row.x()).append(',');
      csv.append(trainings(row));
      for (Spread figure : row.figures()) {
        csv.append(',')
            .append(number(figure.mean()))
            .append(',')
            .append(number(figure.deviation()));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  /** A chart for each figure, one below the other, as a PNG file. */
  public byte[] png() {
    return Png.stacked(charts().stream().map(Chart::svg).toList(), SCALE);
  }

  /** Table and charts as a page. */
  public ReportPage page() {
    return new ReportPage(title)
        .section("figures", "Figures", Html.table(figures()))
        .section(
            "charts", "Charts", charts().stream().map(Chart::html).collect(Collectors.joining()));
  }

  private List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (int q = 0; q < quantities.size(); q++) {
      List<Series> series = scale == Scale.NAMES ? named(q) : curve(q);
      if (series.stream().anyMatch(one -> !one.readings().isEmpty())) {
        charts.add(chart(quantities.get(q), series));
      }
    }
    return charts;
  }

  private Chart chart(Quantity quantity, List<Series> series) {
    List<Double> heights = new ArrayList<>();
    for (Series one : series) {
      for (Series.Reading reading : one.readings()) {
        heights.addAll(List.of(reading.y(), reading.low(), reading.high()));
      }
    }
    var values = heights.stream().mapToDouble(Double::doubleValue);
    return new Chart(
        "study-" + quantity.key().replaceAll("[^a-z0-9]+", "-"),
        title + ": " + quantity.label(),
        "mean and standard deviation over trainings",
        across(),
        quantity.logarithmic()
            ? Axis.decades(quantity.label(), values)
            : Axis.around(quantity.label(), values),
        series);
  }

  private Axis across() {
    if (scale == Scale.NAMES) {
      return new Axis(variable + ", as listed above", 0, rows.size() + 1.0, false);
    }
    double low = rows.stream().mapToDouble(Row::x).min().orElse(0);
    double high = rows.stream().mapToDouble(Row::x).max().orElse(1);
    if (scale == Scale.LOGARITHMIC) {
      return new Axis(variable, low / 1.2, high * 1.2, true);
    }
    double margin = Math.max((high - low) / 20, 1e-3);
    return new Axis(variable, low - margin, high + margin, false);
  }

  /** Each row a series of its own, told apart by the legend. */
  private List<Series> named(int q) {
    List<Series> series = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Spread figure = rows.get(r).figures().get(q);
      if (!figure.values().isEmpty()) {
        series.add(
            Series.measured(rows.get(r).name(), r, List.of(figure.at(r + 1)), new double[1]));
      }
    }
    series.addAll(lines(q, 0, rows.size() + 1));
    return series;
  }

  private List<Series> curve(int q) {
    List<Series.Reading> readings = new ArrayList<>();
    List<double[]> dots = new ArrayList<>();
    for (Row row : rows) {
      Spread figure = row.figures().get(q);
      if (!figure.values().isEmpty()) {
        Series.Reading reading = figure.at(row.x());
        // A single training has no band.
        readings.add(
            Double.isNaN(reading.low())
                ? new Series.Reading(row.x(), reading.y(), reading.y(), reading.y())
                : reading);
        dots.add(new double[] {row.x(), figure.mean()});
      }
    }
    Series band = Series.banded("these trainings", 0, readings);
    List<Series.Shape> shapes = new ArrayList<>(band.shapes());
    shapes.add(new Series.Dots(dots));
    List<Series> series = new ArrayList<>();
    series.add(new Series(band.name(), band.colour(), true, shapes, readings));
    series.addAll(lines(q, across().low(), across().high()));
    return series;
  }

  /** The published values, across. */
  private List<Series> lines(int q, double from, double to) {
    List<Series> lines = new ArrayList<>();
    for (Printed printed : published) {
      printed
          .values()
          .get(q)
          .ifPresent(value ->
              lines.add(
                  Series.line(
                      printed.name(),
                      rows.size() + 1,
                      List.of(new double[] {from, value}, new double[] {to, value}))));
    }
    return lines;
  }
}
