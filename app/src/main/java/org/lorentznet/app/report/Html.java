package org.lorentznet.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Pieces of a self-contained HTML page, legible on light and dark screens and on paper. */
final class Html {
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  /** Around a table that may be wider than the screen; keys scroll it, too. */
  static final String SCROLL =
      "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">";

  private Html() {}

  /**
   * A whole page around its body. Its policy forbids it to ask for anything else.
   *
   * @param body elements, written so that they are XML, too
   */
  static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
    <link rel="icon" href="data:,">
    <title>%s</title>
    <style>
    %s</style>
    <script>
    %s</script>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(escape(title), STYLE, SCRIPT, body);
  }

  private static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text as it may stand in an element or an attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String heading(String text) {
    return "<h3>" + escape(text) + "</h3>\n";
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  /** Charts side by side where there is room. */
  static String charts(List<Chart> charts) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
    charts.forEach(chart -> html.append(chart.html()));
    return html.append("</div>\n").toString();
  }

  /** A table; the first cell of a row names it. */
  static String table(FigureTable table) {
    StringBuilder html = new StringBuilder(SCROLL + "<table>\n<thead><tr>");
    table
        .heading()
        .forEach(text ->
            html.append(text.isEmpty() ? "<td>" : "<th scope=\"col\">")
                .append(escape(text))
                .append(text.isEmpty() ? "</td>" : "</th>"));
    html.append("</tr></thead>\n<tbody>\n");
    for (int r = 0; r < table.rows().size(); r++) {
      html.append(table.marked().contains(r) ? "<tr class=\"own\">" : "<tr>");
      List<String> row = table.rows().get(r);
      html.append("<th scope=\"row\">").append(escape(row.getFirst())).append("</th>");
      row.subList(1, row.size())
          .forEach(text -> html.append("<td>").append(inOnePiece(escape(text))).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  /**
   * Numbers, intervals and errors are not broken in lines; a value may stand above its interval.
   */
  private static String inOnePiece(String text) {
    return text.replaceAll(
        "\\(?-?[0-9][^ ]*(?: [–±-] [-0-9i][^ ]*)?", "<span class=\"whole\">$0</span>");
  }

  /** Names with what they stand for. */
  static String facts(Map<String, String> facts) {
    StringBuilder html = new StringBuilder(SCROLL + "<table class=\"facts\">\n");
    facts.forEach((name, value) ->
        html.append("<tr><th scope=\"row\">")
            .append(escape(name))
            .append("</th><td>")
            .append(escape(value))
            .append("</td></tr>\n"));
    return html.append("</table></div>\n").toString();
  }
}
