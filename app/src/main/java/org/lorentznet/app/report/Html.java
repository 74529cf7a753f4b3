package org.lorentznet.app.report;

import java.util.List;
import java.util.Map;

/** Pieces of a self-contained HTML page, legible on light and dark screens. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: #ffffff; --ink: #1c2430; --faint: #d8dde4;
        --quiet: #5a6675; --curve-0: #1f5fbf; --curve-1: #c2571a; --curve-2: #2b8a57;
        --curve-3: #8a3ea8; --curve-4: #a08000; --curve-5: #b02a4c; --curve-6: #2a8fa0;
        --curve-7: #6b5b4a; --curve-8: #4a6b2a; --curve-9: #5a5aa0; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #14181f; --ink: #e4e8ee; --faint: #333c48; --quiet: #9aa6b5;
          --curve-0: #6aa5ff; --curve-1: #ff9b5c; --curve-2: #63d297; --curve-3: #cf8cf0;
          --curve-4: #e0c040; --curve-5: #ff7a9a; --curve-6: #60d0e0; --curve-7: #c8b49c;
          --curve-8: #a8d078; --curve-9: #a8a8f0; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: 0.25rem 1.2rem 0.25rem 0; vertical-align: top;
        border-bottom: 1px solid var(--faint); }
      td { overflow-wrap: anywhere; }
      th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
      .scroll { overflow-x: auto; }
      svg { width: 100%; height: auto; }
      svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
      svg .grid { stroke: var(--faint); stroke-width: 1; }
      svg polyline { fill: none; stroke-width: 2; }
      """;

  private Html() {}

  /** A whole page around its body. */
  static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>%s</h1>
    %s</body>
    </html>
    """
        .formatted(escape(title), STYLE, escape(title), body);
  }

  /** A text as it may stand in an element or an attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String heading(String text) {
    return "<h2>" + escape(text) + "</h2>\n";
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  static String table(FigureTable table) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n<tr>");
    table.heading().forEach(text -> html.append("<th>").append(escape(text)).append("</th>"));
    html.append("</tr>\n");
    for (List<String> row : table.rows()) {
      html.append("<tr>");
      row.forEach(text -> html.append("<td>").append(escape(text)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</table></div>\n").toString();
  }

  /** Names with what they stand for. */
  static String facts(Map<String, String> facts) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>\n");
    facts.forEach((name, value) ->
        html.append("<tr><th>")
            .append(escape(name))
            .append("</th><td>")
            .append(escape(value))
            .append("</td></tr>\n"));
    return html.append("</table></div>\n").toString();
  }
}
