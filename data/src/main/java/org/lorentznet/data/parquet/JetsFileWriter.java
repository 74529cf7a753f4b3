package org.lorentznet.data.parquet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetColumns;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.parquet.ParquetWriter.Field;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;

/**
 * Writes the project's columnar file, as {@link JetsFile} describes it, in row groups that are
 * small enough to be read in any order.
 */
public final class JetsFileWriter implements JetWriter {
  /** Jets of a row group: fewer would make the file larger, more are read in vain by training. */
  private static final int GROUP = 1024;

  private final FileReplacement file;
  private final JetSchema schema;
  private JetColumns columns;
  private ParquetWriter writer;

  /** Blocks that do not fill a row group yet. */
  private final List<Jets> waiting = new ArrayList<>();

  private int waitingJets;
  private boolean completed;

  /**
   * @param schema of the jets to come; its classes and origin go into the file's metadata
   */
  public JetsFileWriter(Path target, JetSchema schema) {
    this(new FileReplacement(target), schema);
  }

  JetsFileWriter(FileReplacement file, JetSchema schema) {
    this.file = file;
    this.schema = schema;
  }

  @Override
  public void write(Jets jets) {
    if (writer == null) {
      begin(JetColumns.of(jets));
    }
    columns.require(schema.source(), jets);
    waiting.add(jets);
    waitingJets += jets.size();
    if (waitingJets >= GROUP) {
      Jets whole = Jets.join(waiting);
      int written = waitingJets / GROUP * GROUP;
      for (int from = 0; from < written; from += GROUP) {
        writeGroup(whole.slice(from, from + GROUP));
      }
      waiting.clear();
      waiting.add(whole.slice(written, waitingJets));
      waitingJets -= written;
    }
  }

  private void writeGroup(Jets jets) {
    int[] offsets = new int[jets.size() + 1];
    for (int j = 0; j < offsets.length; j++) {
      offsets[j] = jets.offset(j);
    }
    List<Column> values = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      values.add(component(jets, c));
    }
    values.addAll(jets.constituentFeatures().values());
    jets.labels()
        .ifPresent(
            labels -> values.add(new Column.Longs(Arrays.stream(labels).asLongStream().toArray())));
    values.addAll(jets.jetFeatures().values());
    writer.write(jets.size(), values, offsets);
  }

  private Column component(Jets jets, int c) {
    double[] momenta = jets.fourMomenta();
    if (schema.precision() == Jets.Precision.FLOAT32) {
      float[] values = new float[jets.constituents()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) momenta[4 * i + c];
      }
      return new Column.Floats(values);
    }
    double[] values = new double[jets.constituents()];
    for (int i = 0; i < values.length; i++) {
      values[i] = momenta[4 * i + c];
    }
    return new Column.Doubles(values);
  }

  private void begin(JetColumns first) {
    columns = first;
    NumberType momenta =
        schema.precision() == Jets.Precision.FLOAT32 ? NumberType.FLOAT32 : NumberType.FLOAT64;
    List<Field> fields = new ArrayList<>();
    for (String name : JetsFile.MOMENTA) {
      fields.add(new Field(new TableColumn(name, momenta), true));
    }
    first
        .constituent()
        .forEach((name, type) -> fields.add(new Field(new TableColumn(name, type), true)));
    if (first.labelled()) {
      fields.add(new Field(new TableColumn(JetsFile.LABEL, NumberType.INT32), false));
    }
    first.jet().forEach((name, type) -> fields.add(new Field(new TableColumn(name, type), false)));
    long names = fields.stream().map(field -> field.column().name()).distinct().count();
    if (names < fields.size()) {
      throw new MismatchException(
          schema.source() + ": two columns of one name, which the columnar file cannot hold");
    }
    writer =
        new ParquetWriter(file, fields, Map.of(JetsMetadata.KEY, JetsMetadata.document(schema)));
  }

  @Override
  public Optional<JetSource> complete() {
    if (!completed) {
      completed = true;
      if (writer == null) {
        begin(JetColumns.of(schema));
      }
      if (waitingJets > 0) {
        writeGroup(Jets.join(waiting));
      }
      writer.finish();
    }
    return file.readable().map(written -> new JetsFile(ReadableFile.of(written)));
  }

  @Override
  public void commit() {
    complete();
    file.commit();
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    file.close();
  }
}
