package org.lorentznet.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.app.report.Published;
import org.lorentznet.app.report.ReportPage;
import org.lorentznet.app.report.TaggerReport;
import org.lorentznet.files.FileReplacement;
import picocli.CommandLine.Option;

/** How figures and pictures are written for people: a page, and what goes into a paper. */
final class ReportOptions {
  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Write a page with all figures and charts; it needs nothing else.")
  private Path report;

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "Write every chart as SVG and PNG into a folder.")
  private Path plots;

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
    Outputs.requireWritable(report, latex, csv);
    if (plots != null) {
      try {
        Files.createDirectories(plots);
      } catch (IOException e) {
        throw FileReplacement.cannotWrite(plots, e);
      }
      Outputs.requireWritable(plots.resolve("roc.svg"));
    }
  }

  /** The published figures asked for, or else those of a task. */
  Published publishedOr(Published ofTask) {
    return published == null ? ofTask : published;
  }

  /** Whether there is a page, on which jets can be drawn. */
  boolean hasPage() {
    return report != null;
  }

  /** Writes what was asked for, and says where. */
  void write(TaggerReport results, String title, PrintWriter words) {
    if (report != null) {
      ReportPage page = new ReportPage(title);
      results.addTo(page);
      Outputs.write(report, page.html());
      words.println("report: " + report);
    }
    if (plots != null) {
      Map<String, byte[]> files = results.plots();
      files.forEach(
          (name, bytes) -> FileReplacement.write(plots.resolve(name), out -> out.write(bytes)));
      words.println("plots: " + files.size() + " files in " + plots);
    }
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
