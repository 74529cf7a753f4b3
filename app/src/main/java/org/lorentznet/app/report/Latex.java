package org.lorentznet.app.report;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of LaTeX. */
final class Latex {
  private Latex() {}

  /** A text as it may stand in a paragraph. */
  static String escape(String text) {
    StringBuilder latex = new StringBuilder();
    for (char c : text.toCharArray()) {
      latex.append(
          switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '{', '}', '$', '&', '#', '_', '%' -> "\\" + c;
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '±' -> "$\\pm$";
            case '–' -> "--";
            case '<', '>' -> "$" + c + "$";
            default -> String.valueOf(c);
          });
    }
    return latex.toString();
  }

  /**
   * A table with the rules of the package booktabs.
   *
   * @param columns e.g. {@code "lcc"}
   * @param rows cells that are LaTeX; an empty row is a rule
   */
  static String table(String columns, List<String> heading, List<List<String>> rows) {
    StringBuilder latex = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{tabular}{");
    latex.append(columns).append("}\n\\toprule\n").append(row(heading)).append("\\midrule\n");
    for (List<String> row : rows) {
      latex.append(row.isEmpty() ? "\\midrule\n" : row(row));
    }
    return latex.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" & ")) + " \\\\\n";
  }
}
