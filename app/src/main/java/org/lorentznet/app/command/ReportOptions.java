package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.app.report.Published;
import org.lorentznet.app.report.TaggerReport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How figures and pictures are written for people: a page, and what goes into a paper. */
final class ReportOptions {
  @Mixin private PageOptions pages;

  @Option(
      names = "--latex",
      paramLabel = "TEX",
      description = "Write the tables for a paper, published taggers above.")
  private Path latex;

  @Option(
      names = "--csv",
      paramLabel = "CSV",
      description = "Write all figures with their intervals, a row each.")
  private Path csv;

  @Option(
      names = "--published",
      paramLabel = "SET",
      description =
          "Whose published figures stand beside yours: top, qg or none (default: those of the"
              + " model's task).")
  private Published published;

  /** Checks before the work that the results can be written. */
  void requireWritable() {
    pages.requireWritable();
    Outputs.requireWritable(latex, csv);
  }

  /** The published figures asked for, or else those of a task. */
  Published publishedOr(Published ofTask) {
    return published == null ? ofTask : published;
  }

  /** Whether there is a page, on which jets can be drawn. */
  boolean hasPage() {
    return pages.hasPage();
  }

  /** Writes what was asked for, and says where. */
  void write(TaggerReport results, String title, PrintWriter words) {
    pages.write(results, title, words);
    for (Map.Entry<Path, String> text : texts(results)) {
      Outputs.write(text.getKey(), text.getValue());
      words.println("tables: " + text.getKey());
    }
  }

  private List<Map.Entry<Path, String>> texts(TaggerReport results) {
    List<Map.Entry<Path, String>> texts = new ArrayList<>();
    if (latex != null) {
      texts.add(Map.entry(latex, results.latex()));
    }
    if (csv != null) {
      texts.add(Map.entry(csv, results.csv()));
    }
    return texts;
  }
}
