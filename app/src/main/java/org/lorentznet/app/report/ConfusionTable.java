package org.lorentznet.app.report;

import java.util.List;
import java.util.Locale;
import org.lorentznet.metrics.BinomialCount;
import org.lorentznet.metrics.ConfusionMatrix;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.Interval;

/** Which classes a tagger takes for which, as a table whose cells are shaded by their share. */
final class ConfusionTable {
  private ConfusionTable() {}

  static String html(TaggerFigures tagger) {
    Evaluation evaluation = tagger.evaluation();
    ConfusionMatrix confusion = evaluation.confusion();
    List<String> names = evaluation.classNames();
    StringBuilder html = new StringBuilder(Html.SCROLL + "<table class=\"matrix\">\n<caption>");
    html.append(Html.escape(tagger.name()))
        .append(": a row a true class, a column the class taken; fractions of the row</caption>\n")
        .append("<thead><tr><td></td>");
    names.forEach(
        name -> html.append("<th scope=\"col\">").append(Html.escape(name)).append("</th>"));
    html.append("<th scope=\"col\">jets</th></tr></thead>\n<tbody>\n");
    for (int c = 0; c < names.size(); c++) {
      html.append("<tr><th scope=\"row\">").append(Html.escape(names.get(c))).append("</th>");
      for (int p = 0; p < names.size(); p++) {
        html.append(cell(confusion, c, p, evaluation.level()));
      }
      html.append("<td>").append(confusion.jets(c)).append("</td></tr>\n");
    }
    return html.append("</tbody></table></div>\n").toString();
  }

  private static String cell(ConfusionMatrix confusion, int label, int predicted, double level) {
    long jets = confusion.jets(label);
    if (jets == 0) {
      return "<td>–</td>";
    }
    BinomialCount count = new BinomialCount(confusion.count(label, predicted), jets);
    Interval interval = count.clopperPearson(level);
    return String.format(
        Locale.ROOT,
        "<td style=\"background:color-mix(in srgb, var(--curve-%d) %.0f%%, transparent)\""
            + " title=\"%d of %d jets, %.4f to %.4f\">%.3f</td>",
        label == predicted ? 0 : 1,
        45 * count.fraction(),
        confusion.count(label, predicted),
        jets,
        interval.low(),
        interval.high(),
        count.fraction());
  }
}
