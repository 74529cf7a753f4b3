package org.lorentznet.data.hdf5;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetColumns;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.parquet.JetSpool;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * Writes the layout that {@link LgnFile} reads: {@code Pmu} (jets, particles, 4) zero padded to the
 * largest multiplicity, {@code Nobj}, and {@code is_signal} where jets are labelled; further
 * features under their own names. Names of classes are not kept. jHDF writes a data set in one
 * piece, so all of it has to fit into memory.
 */
public final class LgnWriter implements JetWriter {
  private static final long LARGEST = 1L << 30;

  private final FileReplacement file;
  private final JetSpool spool;
  private boolean completed;

  /**
   * @throws MismatchException for more than two classes
   */
  public LgnWriter(Path target, JetSchema schema) {
    if (schema.classes().size() > LgnFile.CLASSES.size()) {
      throw new MismatchException(
          schema.source()
              + " has "
              + schema.classes().size()
              + " classes, layout "
              + LgnFile.LAYOUT
              + " can hold two");
    }
    file = new FileReplacement(target);
    spool = new JetSpool(target, schema);
  }

  @Override
  public void write(Jets jets) {
    spool.write(jets);
  }

  @Override
  public Optional<JetSource> complete() {
    if (!completed) {
      completed = true;
      spool.complete();
      writeDatasets();
    }
    return file.readable().map(written -> new LgnFile(ReadableFile.of(written)));
  }

  @Override
  public void commit() {
    complete();
    file.commit();
  }

  private void writeDatasets() {
    JetSchema schema = spool.schema();
    boolean single = schema.precision() == Jets.Precision.FLOAT32;
    long bytes = spool.jets() * spool.particles() * 4 * (single ? Float.BYTES : Double.BYTES);
    if (bytes > LARGEST) {
      throw new FileFormatException(
          file.file(),
          spool.jets()
              + " jets of up to "
              + spool.particles()
              + " constituents are too many for layout "
              + LgnFile.LAYOUT
              + " (1 GiB can be written); write .parquet");
    }
    if (spool.jets() == 0) {
      throw new FileFormatException(file.file(), "no jets to write");
    }
    Map<String, Object> datasets = new LinkedHashMap<>();
    collect(datasets, single);
    file.writing(() -> Hdf5Datasets.write(file.temporary(), datasets));
  }

  private void collect(Map<String, Object> datasets, boolean single) {
    int jets = (int) spool.jets();
    int particles = spool.particles();
    JetColumns columns = spool.columns();
    float[][][] floats = single ? new float[jets][particles][4] : null;
    double[][][] doubles = single ? null : new double[jets][particles][4];
    long[] counts = new long[jets];
    long[] labels = new long[jets];
    List<NumberType> types = new ArrayList<>(columns.constituent().values());
    List<String> names = new ArrayList<>(columns.constituent().keySet());
    Object[][] padded = new Object[names.size()][jets];
    CollectedColumns perJet = new CollectedColumns(columns.jet().size());
    try (JetStream stream = spool.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        perJet.add(List.copyOf(block.jetFeatures().values()));
        List<Column> constituent = List.copyOf(block.constituentFeatures().values());
        for (int j = 0; j < block.size(); j++) {
          int jet = (int) block.index(j);
          counts[jet] = block.multiplicity(j);
          labels[jet] = block.labels().isPresent() ? block.labels().get()[j] : 0;
          for (int i = 0; i < counts[jet]; i++) {
            for (int c = 0; c < 4; c++) {
              double value = block.fourMomenta()[4 * (block.offset(j) + i) + c];
              if (single) {
                floats[jet][i][c] = (float) value;
              } else {
                doubles[jet][i][c] = value;
              }
            }
          }
          for (int f = 0; f < padded.length; f++) {
            padded[f][jet] =
                Hdf5Datasets.row(
                    constituent.get(f), block.offset(j), block.offset(j + 1), particles);
          }
        }
      }
    }
    datasets.put(LgnFile.MOMENTA, single ? floats : doubles);
    datasets.put(LgnFile.COUNT, counts);
    if (columns.labelled()) {
      datasets.put(LgnFile.LABEL, labels);
    }
    for (int f = 0; f < padded.length; f++) {
      add(datasets, names.get(f), Hdf5Datasets.matrix(types.get(f), padded[f]));
    }
    int c = 0;
    for (Map.Entry<String, NumberType> column : columns.jet().entrySet()) {
      add(datasets, column.getKey(), Hdf5Datasets.vector(column.getValue(), perJet, c++));
    }
  }

  private void add(Map<String, Object> datasets, String name, Object data) {
    if (name.contains("/") || datasets.putIfAbsent(name, data) != null) {
      throw new MismatchException(
          spool.schema().source()
              + ": layout "
              + LgnFile.LAYOUT
              + " cannot hold the column '"
              + name
              + "' beside the others");
    }
  }

  @Override
  public void close() {
    spool.close();
    file.close();
  }
}
