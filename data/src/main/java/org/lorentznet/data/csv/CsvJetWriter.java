package org.lorentznet.data.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lorentznet.data.jets.JetColumns;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.table.ColumnRows;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;

/**
 * Writes jets as comma separated values, a line a constituent: {@code jet} (the jet's number),
 * {@code label} where jets are labelled, {@code E}, {@code px}, {@code py}, {@code pz} in GeV, the
 * constituent features, and the jet features, repeated on each line of the jet. For looking at jets
 * with other programs; it is not read back.
 */
public final class CsvJetWriter implements JetWriter {
  private static final List<String> MOMENTA = List.of("E", "px", "py", "pz");

  private final Path target;
  private final JetSchema schema;
  private JetColumns columns;
  private CsvTableWriter table;

  public CsvJetWriter(Path target, JetSchema schema) {
    this.target = target;
    this.schema = schema;
    begin(JetColumns.of(schema));
  }

  /** Names are known at once, so that an unwritable folder is, too; types are not needed. */
  private void begin(JetColumns names) {
    List<TableColumn> all = new ArrayList<>();
    all.add(new TableColumn("jet", NumberType.INT64));
    if (names.labelled()) {
      all.add(new TableColumn("label", NumberType.INT32));
    }
    MOMENTA.forEach(name -> all.add(new TableColumn(name, NumberType.FLOAT64)));
    names.constituent().forEach((name, type) -> all.add(new TableColumn(name, type)));
    names.jet().forEach((name, type) -> all.add(new TableColumn(name, type)));
    table = new CsvTableWriter(target, all);
  }

  @Override
  public void write(Jets jets) {
    if (columns == null) {
      columns = JetColumns.of(jets);
    }
    columns.require(schema.source(), jets);
    int rows = jets.constituents();
    int[] jetOf = new int[rows];
    for (int j = 0; j < jets.size(); j++) {
      Arrays.fill(jetOf, jets.offset(j), jets.offset(j + 1), j);
    }
    List<Column> values = new ArrayList<>();
    long[] numbers = new long[rows];
    Arrays.setAll(numbers, row -> jets.index(jetOf[row]));
    values.add(new Column.Longs(numbers));
    jets.labels()
        .ifPresent(labels -> {
          long[] repeated = new long[rows];
          Arrays.setAll(repeated, row -> labels[jetOf[row]]);
          values.add(new Column.Longs(repeated));
        });
    for (int c = 0; c < MOMENTA.size(); c++) {
      values.add(component(jets, c));
    }
    values.addAll(jets.constituentFeatures().values());
    jets.jetFeatures()
        .values()
        .forEach(column -> values.add(ColumnRows.gather(column, jetOf, rows)));
    table.write(values);
  }

  private Column component(Jets jets, int c) {
    double[] momenta = jets.fourMomenta();
    if (schema.precision() == Jets.Precision.FLOAT64) {
      double[] values = new double[jets.constituents()];
      Arrays.setAll(values, row -> momenta[4 * row + c]);
      return new Column.Doubles(values);
    }
    float[] values = new float[jets.constituents()];
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) momenta[4 * row + c];
    }
    return new Column.Floats(values);
  }

  @Override
  public Optional<JetSource> complete() {
    return Optional.empty();
  }

  @Override
  public void commit() {
    table.commit();
  }

  @Override
  public void close() {
    table.close();
  }
}
