package org.lorentznet.data.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.lorentznet.data.csv.CsvTable;
import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5File;
import org.lorentznet.data.npz.NpyFile;
import org.lorentznet.data.npz.NpzFile;
import org.lorentznet.data.parquet.ParquetTable;
import org.lorentznet.errors.FileFormatException;

/** Reads score files, this program's and others'. */
public final class ScoreFile {
  static final String INDEX = "index";
  static final String LABEL = "label";
  static final String LOGIT = "logit_";
  static final String PROBABILITY = "probability_";
  static final String SCORE = "score";
  static final String WEIGHT = "weight";

  private ScoreFile() {}

  /** Reads a score file whole, see {@link #open(Path)}. */
  public static ScoreTable read(Path path) {
    try (ScoreStream stream = open(path)) {
      return stream.next(Integer.MAX_VALUE);
    }
  }

  /** Reads scores and labels whole, see {@link #open(Path, Path)}. */
  public static ScoreTable read(Path scores, Path labels) {
    try (ScoreStream stream = open(scores, labels)) {
      return stream.next(Integer.MAX_VALUE);
    }
  }

  /**
   * Opens a score file: CSV, Parquet, npz, HDF5 or a single NumPy array, told by its content.
   * Scores are taken from the columns {@code logit_0} ..., or else {@code probability_0} ..., or
   * else {@code score}; {@code label} and {@code weight} are optional. Logits come first because
   * softmax in double precision keeps apart jets whose probability is 1 in single precision.
   *
   * @throws FileFormatException where the file has no such columns, or is damaged
   */
  public static ScoreStream open(Path path) {
    ReadableFile file = ReadableFile.of(path);
    return switch (Container.of(file)) {
      case ZIP -> {
        NpzFile npz = NpzFile.open(file);
        yield stream(file, npz.names(), npz, names -> ScoreColumns.of(file, npz, names));
      }
      case HDF5 -> {
        Hdf5File hdf = Hdf5File.open(file);
        yield stream(file, hdf.names(), hdf, names -> ScoreColumns.of(file, hdf, names));
      }
      case PARQUET -> {
        ParquetTable table = ParquetTable.open(file);
        yield stream(file, table.numberColumns(), table, names -> ScoreColumns.of(table, names));
      }
      case NPY -> new ScoreStream(file, ScoreColumns.of(NpyFile.open(file)), List.of(SCORE));
      case ROOT ->
          throw new FileFormatException(file, "is a ROOT file, csv, parquet, npz or h5 expected");
      case OTHER -> {
        CsvTable csv = CsvTable.open(file);
        yield stream(file, csv.names(), null, names -> ScoreColumns.of(csv, names));
      }
    };
  }

  /**
   * Opens scores and labels, two NumPy arrays of one dimension.
   *
   * @throws FileFormatException where one is no such array or is damaged
   * @throws org.lorentznet.errors.MismatchException where their lengths differ
   */
  public static ScoreStream open(Path scores, Path labels) {
    ReadableFile scoreFile = ReadableFile.of(scores);
    ReadableFile labelFile = ReadableFile.of(labels);
    NpyFile scoreArray = NpyFile.open(scoreFile);
    NpyFile labelArray = null;
    boolean good = false;
    try {
      labelArray = NpyFile.open(labelFile);
      ScoreColumns columns = ScoreColumns.of(scoreFile, scoreArray, labelFile, labelArray);
      good = true;
      return new ScoreStream(scoreFile, columns, List.of(SCORE));
    } finally {
      if (!good) {
        scoreArray.close();
        close(labelArray);
      }
    }
  }

  private static ScoreStream stream(
      ReadableFile file,
      List<String> names,
      AutoCloseable opened,
      Function<Set<String>, ScoreColumns> columns) {
    boolean good = false;
    try {
      List<String> scores = scores(file, names);
      Set<String> wanted = new TreeSet<>(scores);
      for (String name : List.of(LABEL, WEIGHT)) {
        if (names.contains(name)) {
          wanted.add(name);
        }
      }
      for (String name : wanted) {
        if (names.indexOf(name) != names.lastIndexOf(name)) {
          throw new FileFormatException(file, "two columns are called '" + name + "'");
        }
      }
      ScoreStream stream = new ScoreStream(file, columns.apply(wanted), scores);
      good = true;
      return stream;
    } finally {
      if (!good) {
        close(opened);
      }
    }
  }

  private static void close(AutoCloseable opened) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e); // what was opened throws none of its own
    }
  }

  /** The columns that hold the scores. */
  private static List<String> scores(ReadableFile file, List<String> names) {
    for (String prefix : List.of(LOGIT, PROBABILITY)) {
      List<String> found = new ArrayList<>();
      while (names.contains(prefix + found.size())) {
        found.add(prefix + found.size());
      }
      if (found.size() >= 2) {
        return found;
      }
    }
    if (names.contains(SCORE)) {
      return List.of(SCORE);
    }
    throw new FileFormatException(
        file,
        "no scores: columns logit_0, logit_1 ..., probability_0 ... or score expected, found "
            + (names.isEmpty()
                ? "none"
                : String.join(", ", names.subList(0, Math.min(8, names.size())))));
  }
}
