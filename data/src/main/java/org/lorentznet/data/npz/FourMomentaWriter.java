package org.lorentznet.data.npz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetColumns;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.data.parquet.JetSpool;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * Writes the layout that {@link FourMomentaFile} reads: {@code p4} (jets, particles, 4) zero
 * padded, {@code y} and {@code classes} where jets are labelled, an array of the shape (jets,
 * particles) for each constituent feature and of the shape (jets) for each jet feature.
 */
public final class FourMomentaWriter implements JetWriter {
  private final FileReplacement file;
  private final JetSpool spool;
  private boolean completed;

  public FourMomentaWriter(Path target, JetSchema schema) {
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
      file.writing(() -> {
        try (NpzWriter npz = new NpzWriter(file)) {
          writeArrays(npz);
        }
      });
    }
    return file.readable().map(written -> new FourMomentaFile(ReadableFile.of(written)));
  }

  @Override
  public void commit() {
    complete();
    file.commit();
  }

  /** What to write of each block, once more from the first. */
  private interface PerBlock {
    void write(Jets jets) throws IOException;
  }

  private void forEachBlock(PerBlock work) throws IOException {
    try (JetStream stream = spool.open()) {
      for (Jets jets = stream.next(); jets != null; jets = stream.next()) {
        work.write(jets);
      }
    }
  }

  private void writeArrays(NpzWriter npz) throws IOException {
    JetSchema schema = spool.schema();
    JetColumns columns = spool.columns();
    long jets = spool.jets();
    int particles = spool.particles();
    requireDistinct(schema, columns);
    NumberType type =
        schema.precision() == Jets.Precision.FLOAT32 ? NumberType.FLOAT32 : NumberType.FLOAT64;
    npz.begin(FourMomentaFile.MOMENTA, type, jets, particles, 4);
    forEachBlock(block -> {
      for (int j = 0; j < block.size(); j++) {
        int from = 4 * block.offset(j);
        double[] row =
            Arrays.copyOfRange(block.fourMomenta(), from, from + 4 * block.multiplicity(j));
        npz.put(type, Arrays.copyOf(row, 4 * particles));
      }
    });
    if (columns.labelled()) {
      npz.begin(FourMomentaFile.LABEL, NumberType.INT64, jets);
      forEachBlock(block ->
          npz.put(
              NumberType.INT64,
              Arrays.stream(block.labels().orElseThrow()).asLongStream().toArray()));
      npz.strings(FourMomentaFile.CLASSES, schema.classes());
    }
    for (Map.Entry<String, NumberType> column : columns.constituent().entrySet()) {
      npz.begin(column.getKey(), column.getValue(), jets, particles);
      forEachBlock(block -> {
        Column values = block.constituentFeatures().get(column.getKey());
        for (int j = 0; j < block.size(); j++) {
          put(npz, column.getValue(), values, block.offset(j), block.offset(j + 1), particles);
        }
      });
    }
    for (Map.Entry<String, NumberType> column : columns.jet().entrySet()) {
      npz.begin(column.getKey(), column.getValue(), jets);
      forEachBlock(block ->
          put(
              npz,
              column.getValue(),
              block.jetFeatures().get(column.getKey()),
              0,
              block.size(),
              block.size()));
    }
  }

  /** Writes the values {@code from} to {@code to - 1}, zero padded to {@code length}. */
  private static void put(
      NpzWriter npz, NumberType type, Column values, int from, int to, int length)
      throws IOException {
    if (values instanceof Column.Longs(long[] integers)) {
      npz.put(type, Arrays.copyOf(Arrays.copyOfRange(integers, from, to), length));
      return;
    }
    double[] row = new double[length];
    for (int i = from; i < to; i++) {
      row[i - from] = values.asDouble(i);
    }
    npz.put(type, row);
  }

  private static void requireDistinct(JetSchema schema, JetColumns columns) {
    Set<String> taken =
        new TreeSet<>(
            List.of(FourMomentaFile.MOMENTA, FourMomentaFile.LABEL, FourMomentaFile.CLASSES));
    for (Set<String> names : List.of(columns.constituent().keySet(), columns.jet().keySet())) {
      for (String name : names) {
        if (!taken.add(name) || name.contains("/")) {
          throw new MismatchException(
              schema.source() + ": an npz cannot hold the column '" + name + "' beside the others");
        }
      }
    }
  }

  @Override
  public void close() {
    spool.close();
    file.close();
  }
}
