package org.lorentznet.data.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.data.csv.CsvTable;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5File;
import org.lorentznet.data.jets.ClassLabels;
import org.lorentznet.data.npz.NpyFile;
import org.lorentznet.data.npz.NpzFile;
import org.lorentznet.data.parquet.ParquetTable;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Column;

/** Reads score files, this program's and others'. */
public final class ScoreFile {
  static final String INDEX = "index";
  static final String LABEL = "label";
  static final String LOGIT = "logit_";
  static final String PROBABILITY = "probability_";

  private static final String SCORE = "score";
  private static final String WEIGHT = "weight";

  private ScoreFile() {}

  /**
   * Reads a score file: CSV, Parquet, npz, HDF5 or a single NumPy array, told by its content.
   * Scores are taken from the columns {@code logit_0} ..., or else {@code probability_0} ..., or
   * else {@code score}; {@code label} and {@code weight} are optional. Logits come first because
   * softmax in double precision keeps apart jets whose probability is 1 in single precision.
   *
   * @throws FileFormatException where the file has no such columns, is damaged, or a score is NaN
   * @throws org.lorentznet.errors.BadJetException where a label is no class
   */
  public static ScoreTable read(Path path) {
    ReadableFile file = ReadableFile.of(path);
    Map<String, Column> columns =
        switch (Container.of(file)) {
          case ZIP -> {
            try (NpzFile npz = NpzFile.open(file)) {
              yield pick(npz.names(), npz::vector);
            }
          }
          case HDF5 -> {
            try (Hdf5File hdf = Hdf5File.open(file)) {
              yield pick(hdf.names(), hdf::vector);
            }
          }
          case PARQUET -> {
            try (ParquetTable table = ParquetTable.open(file)) {
              yield pick(table.numberColumns(), table::column);
            }
          }
          case NPY -> Map.of(SCORE, NpyFile.vector(file));
          case ROOT ->
              throw new FileFormatException(
                  file, "is a ROOT file, csv, parquet, npz or h5 expected");
          case OTHER -> {
            CsvTable csv = CsvTable.open(file);
            Set<String> wanted = wanted(csv.names());
            Set<String> single = new TreeSet<>(wanted);
            single.removeIf(name -> !name.startsWith(LOGIT) && !name.startsWith(PROBABILITY));
            yield csv.read(wanted, single);
          }
        };
    return table(file, columns);
  }

  /**
   * Reads scores and labels from two NumPy arrays of one dimension.
   *
   * @throws FileFormatException where one is no such array or is damaged, or a score is NaN
   * @throws MismatchException where their lengths differ
   */
  public static ScoreTable read(Path scores, Path labels) {
    ReadableFile scoreFile = ReadableFile.of(scores);
    ReadableFile labelFile = ReadableFile.of(labels);
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(SCORE, NpyFile.vector(scoreFile));
    columns.put(LABEL, NpyFile.vector(labelFile));
    if (columns.get(SCORE).size() != columns.get(LABEL).size()) {
      throw new MismatchException(
          columns.get(SCORE).size()
              + " scores in "
              + scores
              + ", "
              + columns.get(LABEL).size()
              + " labels in "
              + labels);
    }
    return table(scoreFile, columns);
  }

  /** Reads a column by its name. */
  private interface ColumnByName {
    Column read(String name);
  }

  private static Map<String, Column> pick(List<String> names, ColumnByName source) {
    Map<String, Column> columns = new LinkedHashMap<>();
    wanted(names).forEach(name -> columns.put(name, source.read(name)));
    return columns;
  }

  /** The columns that count, of those there are. */
  private static Set<String> wanted(List<String> names) {
    Set<String> wanted = new TreeSet<>();
    for (String prefix : List.of(LOGIT, PROBABILITY)) {
      for (int k = 0; names.contains(prefix + k); k++) {
        wanted.add(prefix + k);
      }
    }
    for (String name : List.of(SCORE, LABEL, WEIGHT)) {
      if (names.contains(name)) {
        wanted.add(name);
      }
    }
    return wanted;
  }

  private static ScoreTable table(ReadableFile file, Map<String, Column> columns) {
    int rows = -1;
    for (Map.Entry<String, Column> column : columns.entrySet()) {
      if (rows >= 0 && column.getValue().size() != rows) {
        throw new FileFormatException(
            file,
            "column '"
                + column.getKey()
                + "' has "
                + column.getValue().size()
                + " rows, others "
                + rows);
      }
      rows = column.getValue().size();
    }
    List<Column> logits = numbered(columns, LOGIT);
    List<Column> probabilities = numbered(columns, PROBABILITY);
    List<Column> found =
        logits.size() >= 2
            ? logits
            : probabilities.size() >= 2
                ? probabilities
                : columns.containsKey(SCORE) ? List.of(columns.get(SCORE)) : List.of();
    if (found.isEmpty()) {
      throw new FileFormatException(
          file, "no scores: columns logit_0, logit_1 ..., probability_0 ... or score expected");
    }
    double[] scores = interleaved(found);
    if (logits.size() >= 2) {
      for (int jet = 0; jet < rows; jet++) {
        softmax(scores, jet * logits.size(), logits.size());
      }
    }
    Column labels = columns.get(LABEL);
    Column weights = columns.get(WEIGHT);
    return new ScoreTable(
        file,
        scores,
        found.size(),
        labels == null ? null : ClassLabels.check(file, 0, labels, Math.max(2, found.size())),
        weights == null ? null : doubles(weights));
  }

  private static List<Column> numbered(Map<String, Column> columns, String prefix) {
    List<Column> found = new ArrayList<>();
    while (columns.containsKey(prefix + found.size())) {
      found.add(columns.get(prefix + found.size()));
    }
    return found;
  }

  private static double[] interleaved(List<Column> columns) {
    int rows = columns.get(0).size();
    double[] values = new double[Math.multiplyExact(rows, columns.size())];
    for (int c = 0; c < columns.size(); c++) {
      for (int row = 0; row < rows; row++) {
        values[row * columns.size() + c] = columns.get(c).asDouble(row);
      }
    }
    return values;
  }

  private static void softmax(double[] values, int from, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = from; k < from + classes; k++) {
      largest = Math.max(largest, values[k]);
    }
    double sum = 0;
    for (int k = from; k < from + classes; k++) {
      values[k] = StrictMath.exp(values[k] - largest);
      sum += values[k];
    }
    for (int k = from; k < from + classes; k++) {
      values[k] /= sum;
    }
  }

  private static double[] doubles(Column column) {
    double[] values = new double[column.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.asDouble(i);
    }
    return values;
  }
}
