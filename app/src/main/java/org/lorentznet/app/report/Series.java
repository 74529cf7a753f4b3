package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What is drawn in one colour and switched on and off together.
 *
 * @param name for the legend
 * @param colour its number in the palette, from 0
 * @param shown whether it is drawn at first
 * @param shapes drawn in turn
 * @param readings what to tell at places of it
 */
public record Series(
    String name, int colour, boolean shown, List<Shape> shapes, List<Reading> readings) {
  public Series {
    shapes = List.copyOf(shapes);
    readings = List.copyOf(readings);
  }

  /** The highest of what the series tell; 1 where they tell nothing. */
  static double highest(List<Series> series) {
    return series.stream()
        .flatMap(one -> one.readings().stream())
        .mapToDouble(Reading::y)
        .max()
        .orElse(1);
  }

  /** Something drawn; coordinates are values on the axes. */
  sealed interface Shape {}

  /**
   * A line through points.
   *
   * @param points (x, y)
   */
  record Line(List<double[]> points) implements Shape {}

  /**
   * An area between two lines.
   *
   * @param points (x, low, high)
   */
  record Band(List<double[]> points) implements Shape {}

  /**
   * Dots.
   *
   * @param points (x, y)
   */
  record Dots(List<double[]> points) implements Shape {}

  /**
   * A straight line between two points, such as an error bar.
   *
   * @param ends (x1, y1, x2, y2) of each
   */
  record Bars(List<double[]> ends) implements Shape {}

  /**
   * Discs in a plane, each answering to the pointer by itself.
   *
   * @param discs the largest first
   */
  record Discs(List<Disc> discs) implements Shape {}

  /**
   * A disc.
   *
   * @param x where
   * @param y where
   * @param radius in units of the picture
   * @param strength -1 to 1: its sign is drawn as colour and outline, its size as density
   * @param words what to tell of it
   */
  record Disc(double x, double y, double radius, double strength, String words) {}

  /**
   * Straight lines of different strengths.
   *
   * @param links (x1, y1, x2, y2, opacity) of each
   */
  record Links(List<double[]> links) implements Shape {}

  /**
   * A value with its interval.
   *
   * @param x where
   * @param y the value
   * @param low lower end of the interval; NaN where there is none
   * @param high upper end, or infinite
   */
  public record Reading(double x, double y, double low, double high) {
    static Reading of(double[] point) {
      return new Reading(point[0], point[1], Double.NaN, Double.NaN);
    }
  }

  /** A curve. */
  static Series line(String name, int colour, List<double[]> points) {
    return new Series(
        name, colour, true, List.of(new Line(points)), points.stream().map(Reading::of).toList());
  }

  /** A curve with its points marked. */
  static Series dotted(String name, int colour, List<double[]> points) {
    return new Series(
        name,
        colour,
        true,
        List.of(new Line(points), new Dots(points)),
        points.stream().map(Reading::of).toList());
  }

  /** A curve with a band of its intervals. */
  static Series banded(String name, int colour, List<Reading> readings) {
    List<double[]> line = new ArrayList<>();
    List<double[]> band = new ArrayList<>();
    for (Reading reading : readings) {
      line.add(new double[] {reading.x(), reading.y()});
      band.add(new double[] {reading.x(), reading.low(), reading.high()});
    }
    return new Series(name, colour, true, List.of(new Band(band), new Line(line)), readings);
  }

  /**
   * Measured values with error bars.
   *
   * @param halfWidths of a bin to either side of each; 0 for a point
   */
  static Series measured(String name, int colour, List<Reading> readings, double[] halfWidths) {
    List<double[]> dots = new ArrayList<>();
    List<double[]> bars = new ArrayList<>();
    for (int k = 0; k < readings.size(); k++) {
      Reading r = readings.get(k);
      dots.add(new double[] {r.x(), r.y()});
      if (r.low() <= r.high()) {
        bars.add(new double[] {r.x(), r.low(), r.x(), r.high()});
      }
      if (halfWidths[k] > 0) {
        bars.add(new double[] {r.x() - halfWidths[k], r.y(), r.x() + halfWidths[k], r.y()});
      }
    }
    return new Series(name, colour, true, List.of(new Bars(bars), new Dots(dots)), readings);
  }

  /** A histogram as a line of steps. */
  static Series steps(String name, int colour, double[] edges, double[] values) {
    List<double[]> line = new ArrayList<>();
    List<Reading> readings = new ArrayList<>();
    for (int b = 0; b < values.length; b++) {
      line.add(new double[] {edges[b], values[b]});
      line.add(new double[] {edges[b + 1], values[b]});
      readings.add(Reading.of(new double[] {(edges[b] + edges[b + 1]) / 2, values[b]}));
    }
    return new Series(name, colour, true, List.of(new Line(line)), readings);
  }

  /** The same, but drawn only once it is switched on. */
  Series switchedOff() {
    return new Series(name, colour, false, shapes, readings);
  }
}
