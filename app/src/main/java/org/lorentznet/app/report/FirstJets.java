package org.lorentznet.app.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;

/** The first jets of a source one by one: momenta in GeV, and the beginning of their columns. */
public final class FirstJets {
  private static final int JETS = 3;
  private static final int COLUMNS = 5;
  private static final int DIGITS = 5;

  private final JetSchema schema;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public FirstJets(JetSchema schema) {
    this.schema = schema;
    columns = schema.jetFeatures().stream().limit(COLUMNS).toList();
  }

  /** Takes a block in. */
  public void add(Jets block) {
    for (int j = 0; j < block.size() && rows.size() < JETS; j++) {
      rows.add(row(block, j));
    }
  }

  private List<String> row(Jets block, int jet) {
    FourMomentum sum = block.momentum(jet);
    List<String> row = new ArrayList<>();
    row.add(Long.toString(block.index(jet)));
    row.add(block.labels().map(labels -> schema.classes().get(labels[jet])).orElse("-"));
    row.add(Integer.toString(block.multiplicity(jet)));
    for (double value : new double[] {sum.pt(), sum.eta(), sum.phi(), sum.mass()}) {
      row.add(rounded(value));
    }
    Map<String, Column> values = block.jetFeatures();
    columns.forEach(name -> row.add(text(values.get(name), jet)));
    return row;
  }

  private static String text(Column column, int jet) {
    return column instanceof Column.Longs(long[] values)
        ? Long.toString(values[jet])
        : rounded(column.asDouble(jet));
  }

  private static String rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  /** The jets as rows of text. */
  public FigureTable table() {
    List<String> heading =
        new ArrayList<>(List.of("jet", "class", "constituents", "pT", "eta", "phi", "mass"));
    heading.addAll(columns);
    return new FigureTable(heading, rows);
  }
}
