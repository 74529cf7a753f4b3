package org.lorentznet.app.report;

import java.util.List;
import java.util.Map;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.training.EpochResult;

/** A page about a tagger, put together piece by piece: one HTML file that needs nothing else. */
public final class ReportPage {
  private final String title;
  private final StringBuilder body = new StringBuilder();

  public ReportPage(String title) {
    this.title = title;
  }

  /** Adds a paragraph of plain text. */
  public ReportPage paragraph(String text) {
    body.append(Html.paragraph(text));
    return this;
  }

  /** Adds the figures of an evaluation and its ROC. */
  public ReportPage evaluation(String heading, Evaluation evaluation) {
    body.append(Html.heading(heading));
    body.append(Html.table(FigureTable.of(evaluation)));
    body.append(Html.heading("ROC"));
    body.append(RocPicture.of(evaluation).svg());
    FigureTable pairs = FigureTable.pairwise(evaluation);
    if (!pairs.rows().isEmpty()) {
      body.append(Html.heading("Class against class"));
      body.append(Html.table(pairs));
    }
    return this;
  }

  /** Adds names with what they stand for, e.g. where a model came from. */
  public ReportPage facts(String heading, Map<String, String> facts) {
    body.append(Html.heading(heading));
    body.append(Html.facts(facts));
    return this;
  }

  /** Adds how a training went, epoch by epoch. */
  public ReportPage training(List<EpochResult> history) {
    body.append(Html.heading("Training"));
    TrainingPicture.of(history).forEach(chart -> body.append(chart.svg()));
    return this;
  }

  /** The whole page. */
  public String html() {
    return Html.page(title, body.toString());
  }
}
