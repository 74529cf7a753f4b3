package org.lorentznet.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lorentznet.app.report.Report;
import org.lorentznet.app.report.ReportPage;
import org.lorentznet.files.FileReplacement;
import picocli.CommandLine.Option;

/** Where results go as a page and as pictures. */
final class PageOptions {
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

  /** Checks before the work that the results can be written. */
  void requireWritable() {
    Outputs.requireWritable(report);
    if (plots != null) {
      try {
        Files.createDirectories(plots);
      } catch (IOException e) {
        throw FileReplacement.cannotWrite(plots, e);
      }
      Outputs.requireWritable(plots.resolve("roc.svg"));
    }
  }

  /** Whether there is a page, on which jets can be drawn. */
  boolean hasPage() {
    return report != null;
  }

  /** Writes what was asked for, and says where. */
  void write(Report results, String title, PrintWriter words) {
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
  }
}
