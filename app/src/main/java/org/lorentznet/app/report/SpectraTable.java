package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.lorentznet.app.spectra.Spectrum;
import org.lorentznet.app.spectra.Tally;

/** The distributions of a source's jets in figures: a row a quantity and class. */
public final class SpectraTable {
  private static final int DIGITS = 4;

  private static final List<String> HEADING =
      List.of("", "", "mean", "deviation", "least", "5 %", "median", "95 %", "greatest");

  private SpectraTable() {}

  /** As rows of text. */
  public static FigureTable of(List<Spectrum> spectra) {
    List<List<String>> rows = new ArrayList<>();
    for (Spectrum spectrum : spectra) {
      for (int c = 0; c < spectrum.classes().size(); c++) {
        List<String> row = new ArrayList<>();
        row.add(c == 0 ? spectrum.quantity().label() : "");
        row.add(spectrum.classes().get(c));
        row.addAll(figures(spectrum.tallies().get(c)));
        rows.add(row);
      }
    }
    return new FigureTable(HEADING, rows);
  }

  private static List<String> figures(Tally tally) {
    if (tally.count() == 0) {
      return HEADING.subList(2, HEADING.size()).stream().map(name -> "-").toList();
    }
    return List.of(
        rounded(tally.mean()),
        rounded(tally.deviation()),
        rounded(tally.low()),
        rounded(tally.quantile(0.05)),
        rounded(tally.quantile(0.5)),
        rounded(tally.quantile(0.95)),
        rounded(tally.high()));
  }

  private static String rounded(double value) {
    BigDecimal digits = new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros();
    boolean plain = digits.signum() == 0 || (digits.scale() < 8 && digits.scale() > -8);
    return plain ? digits.toPlainString() : digits.toString();
  }
}
