package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lorentznet.metrics.AucInterval;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Interval;
import org.lorentznet.metrics.Separation;
import org.lorentznet.metrics.WorkingPoint;

/**
 * The figures of an evaluation as rows of text, for a terminal or a page.
 *
 * @param heading of each column
 * @param rows as many texts a row as there are headings
 */
public record FigureTable(List<String> heading, List<List<String>> rows) {
  private static final int REJECTION_DIGITS = 4;

  public FigureTable {
    heading = List.copyOf(heading);
    rows = List.copyOf(rows);
  }

  /** Accuracy, AUC, rejections and loss, each with its interval and how that was made. */
  public static FigureTable of(Evaluation evaluation) {
    String interval = "interval (" + percent(evaluation.level()) + ")";
    List<List<String>> rows = new ArrayList<>();
    String exact = evaluation.methods().get("accuracy");
    rows.add(
        List.of(
            "accuracy",
            fraction(evaluation.accuracy()),
            interval(evaluation.accuracyInterval()),
            method(exact)));
    rows.add(auc("AUC", evaluation.auc()));
    for (WorkingPoint point : evaluation.workingPoints()) {
      rows.add(rejection("", point));
    }
    for (Separation separation : evaluation.classes()) {
      String name = evaluation.classNames().get(separation.signal());
      rows.add(auc("AUC, " + name + " against the rest", separation.auc()));
      for (WorkingPoint point : separation.workingPoints()) {
        rows.add(rejection(", " + name + " against the rest", point));
      }
    }
    if (evaluation.loss().isPresent()) {
      rows.add(
          List.of(
              "loss",
              fraction(evaluation.loss().get().value()),
              interval(evaluation.loss().get().interval()),
              method(evaluation.methods().get("loss"))));
    }
    return new FigureTable(List.of("", "value", interval, "method"), rows);
  }

  /** AUC and rejections of each class against each other; empty for two classes. */
  public static FigureTable pairwise(Evaluation evaluation) {
    List<List<String>> rows = new ArrayList<>();
    for (Separation separation : evaluation.pairwise()) {
      String pair =
          evaluation.classNames().get(separation.signal())
              + " against "
              + evaluation.classNames().get(separation.background().getAsInt());
      rows.add(auc("AUC, " + pair, separation.auc()));
      for (WorkingPoint point : separation.workingPoints()) {
        rows.add(rejection(", " + pair, point));
      }
    }
    return new FigureTable(
        List.of("", "value", "interval (" + percent(evaluation.level()) + ")", "method"), rows);
  }

  private static List<String> auc(String name, AucInterval auc) {
    return List.of(name, fraction(auc.auc()), interval(auc.interval()), method(auc.method()));
  }

  private static List<String> rejection(String of, WorkingPoint point) {
    return List.of(
        "1/eB at eS = " + plain(point.efficiencyAsked()) + of,
        point.rejection().isPresent() ? rejection(point.rejection()) : "no background passes",
        rejection(OptionalDouble.of(point.low())) + " - " + rejection(point.high()),
        "Clopper-Pearson");
  }

  private static String rejection(OptionalDouble value) {
    if (value.isEmpty()) {
      return "infinite";
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value.getAsDouble()).round(new MathContext(REJECTION_DIGITS));
    return rounded.toPlainString();
  }

  private static String interval(Interval interval) {
    return fraction(interval.low()) + " - " + fraction(interval.high());
  }

  private static String fraction(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  /** The method without the level, which the heading tells. */
  private static String method(String method) {
    return method.replaceFirst(" [0-9.]+ %", "");
  }

  private static String percent(double level) {
    return String.format(Locale.ROOT, "%.2f", 100 * level).replaceFirst("\\.?0+$", "") + " %";
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** The table as aligned lines. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(heading);
    all.addAll(rows);
    int[] widths = new int[heading.size()];
    for (List<String> row : all) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
