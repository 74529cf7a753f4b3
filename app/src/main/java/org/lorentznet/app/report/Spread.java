package org.lorentznet.app.report;

import java.util.List;
import java.util.Locale;

/**
 * A figure over several trainings.
 *
 * @param values one a training that has it; empty where none has
 */
public record Spread(List<Double> values) {
  public Spread {
    values = List.copyOf(values);
  }

  /** The mean; NaN of none. */
  public double mean() {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /**
   * The standard deviation of one training, sqrt(sum (v - mean)^2 / (n - 1)); NaN of fewer than 2.
   */
  public double deviation() {
    if (values.size() < 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }

  Series.Reading at(double x) {
    double deviation = deviation();
    return new Series.Reading(x, mean(), mean() - deviation, mean() + deviation);
  }

  /**
   * Mean and deviation as text.
   *
   * @param format of a number, as {@link String#format} has it
   */
  String text(String format) {
    if (values.isEmpty()) {
      return "–";
    }
    String mean = String.format(Locale.ROOT, format, mean());
    return values.size() < 2
        ? mean
        : mean + " ± " + String.format(Locale.ROOT, format, deviation());
  }
}
