package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lorentznet.metrics.Evaluation;

/**
 * Figures as rows of text, for a terminal or a page.
 *
 * @param heading of each column
 * @param rows as many texts a row as there are headings
 * @param marked numbers of the rows that are to stand out
 */
public record FigureTable(List<String> heading, List<List<String>> rows, Set<Integer> marked) {
  public FigureTable {
    heading = List.copyOf(heading);
    rows = List.copyOf(rows);
    marked = Set.copyOf(marked);
  }

  FigureTable(List<String> heading, List<List<String>> rows) {
    this(heading, rows, Set.of());
  }

  /** Accuracy, AUC, rejections and the rest, each with its interval and how that was made. */
  public static FigureTable of(Evaluation evaluation) {
    return of(evaluation, Figures.of(evaluation));
  }

  /** AUC and rejections of each class against each other; empty for two classes. */
  public static FigureTable pairwise(Evaluation evaluation) {
    return of(evaluation, Figures.pairwise(evaluation));
  }

  private static FigureTable of(Evaluation evaluation, List<Figure> figures) {
    return new FigureTable(
        List.of("", "value", "interval (" + Numbers.percent(evaluation.level()) + ")", "method"),
        figures.stream()
            .map(f -> List.of(f.name(), f.valueText(), f.intervalText(), f.method()))
            .toList());
  }

  /** The table in Markdown, without marks. */
  public String markdown() {
    StringBuilder text = new StringBuilder(markdown(heading));
    text.append("|").append("---|".repeat(heading.size())).append('\n');
    rows.forEach(row -> text.append(markdown(row)));
    return text.toString();
  }

  private static String markdown(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
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
