package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A page put together section by section: one HTML file that needs nothing else. */
public final class ReportPage {
  /** A part of the page that its contents list. */
  private record Section(String id, String heading, String html) {}

  private final String title;
  private final StringBuilder summary = new StringBuilder();
  private final List<Section> sections = new ArrayList<>();

  public ReportPage(String title) {
    this.title = title;
  }

  /** Adds a sentence that tells the main result, above everything else. */
  public ReportPage summary(String text) {
    summary.append("<p class=\"summary\">").append(Html.escape(text)).append("</p>\n");
    return this;
  }

  /** Adds a paragraph of plain text below the summary. */
  public ReportPage paragraph(String text) {
    summary.append(Html.paragraph(text));
    return this;
  }

  /** Adds names with what they stand for, e.g. where a model came from. */
  public ReportPage facts(String heading, Map<String, String> facts) {
    return section("facts-" + sections.size(), heading, Html.facts(facts));
  }

  /**
   * Adds a section.
   *
   * @param id its anchor, letters and dashes
   * @param html its elements, written so that they are XML, too
   */
  ReportPage section(String id, String heading, String html) {
    sections.add(new Section(id, heading, html));
    return this;
  }

  /** The whole page. */
  public String html() {
    StringBuilder body = new StringBuilder();
    body.append("<a class=\"skip\" href=\"#main\">Skip the contents</a>\n<header>\n<h1>");
    body.append(Html.escape(title)).append("</h1>\n").append(summary);
    body.append("<nav aria-label=\"Contents\"><ul>\n");
    for (Section section : sections) {
      body.append("<li><a href=\"#")
          .append(section.id())
          .append("\">")
          .append(Html.escape(section.heading()))
          .append("</a></li>\n");
    }
    body.append("</ul></nav>\n</header>\n<main id=\"main\">\n");
    for (Section section : sections) {
      body.append("<section aria-labelledby=\"")
          .append(section.id())
          .append("\">\n<h2 id=\"")
          .append(section.id())
          .append("\">")
          .append(Html.escape(section.heading()))
          .append("</h2>\n")
          .append(section.html())
          .append("</section>\n");
    }
    return Html.page(title, body.append("</main>\n").toString());
  }
}
