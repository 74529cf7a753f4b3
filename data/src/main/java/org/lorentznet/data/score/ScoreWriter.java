package org.lorentznet.data.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lorentznet.data.csv.CsvTableWriter;
import org.lorentznet.data.hdf5.Hdf5TableWriter;
import org.lorentznet.data.npz.NpzTableWriter;
import org.lorentznet.data.parquet.ParquetTableWriter;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.data.table.TableWriter;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Column;

/**
 * Writes a score file, block by block. The file appears with {@link #commit}, complete, or not at
 * all.
 */
public final class ScoreWriter implements AutoCloseable {
  private final Path target;
  private final int classes;
  private final List<String> kept;
  private final TableFactory format;
  private TableWriter table;
  private boolean labelled;
  private List<NumberType> keptTypes;

  /** Makes the writer of a format. */
  private interface TableFactory {
    TableWriter create(Path target, List<TableColumn> columns);
  }

  private ScoreWriter(Path target, int classes, List<String> kept, TableFactory format) {
    this.target = target;
    this.classes = classes;
    this.kept = kept;
    this.format = format;
  }

  /**
   * Begins a score file whose extension says how: csv, parquet, npz, h5.
   *
   * @param classes number of classes
   * @param kept names of the jet columns carried along
   * @throws UserException for any other extension, or a kept column named like one of the file's
   * @throws org.lorentznet.errors.FileFormatException where the folder does not exist
   */
  public static ScoreWriter create(Path target, int classes, List<String> kept) {
    String name = target.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    TableFactory format =
        switch (extension) {
          case "csv" -> CsvTableWriter::new;
          case "parquet" -> ParquetTableWriter::new;
          case "npz" -> NpzTableWriter::new;
          case "h5", "hdf5" -> Hdf5TableWriter::new;
          default ->
              throw new UserException(
                  target + ": scores can be written to .csv, .parquet, .npz and .h5");
        };
    // Fails now, not after an hour of scoring, where the file cannot be written.
    try (TableWriter trial = format.create(target, List.of())) {
      Set<String> names = new HashSet<>();
      for (TableColumn column : scoreColumns(classes, true)) {
        names.add(column.name());
      }
      for (String column : kept) {
        if (!names.add(column) || column.contains("/")) {
          throw new UserException(
              target + ": column '" + column + "' cannot be kept beside the columns of scores");
        }
      }
    }
    return new ScoreWriter(target, classes, List.copyOf(kept), format);
  }

  private static List<TableColumn> scoreColumns(int classes, boolean labelled) {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(new TableColumn(ScoreFile.INDEX, NumberType.INT64));
    if (labelled) {
      columns.add(new TableColumn(ScoreFile.LABEL, NumberType.INT32));
    }
    for (String prefix : List.of(ScoreFile.LOGIT, ScoreFile.PROBABILITY)) {
      for (int k = 0; k < classes; k++) {
        columns.add(new TableColumn(prefix + k, NumberType.FLOAT32));
      }
    }
    return columns;
  }

  /**
   * Appends scores.
   *
   * @throws MismatchException where a kept column is missing or changes its type, or labels come
   *     and go
   */
  public void write(ScoreBlock block) {
    int jets = block.logits().length / classes;
    if (table == null) {
      begin(block);
    }
    if (block.labels().isPresent() != labelled) {
      throw new MismatchException(target + ": some jets are labelled, others are not");
    }
    List<Column> columns = new ArrayList<>();
    long[] index = new long[jets];
    Arrays.setAll(index, jet -> block.firstIndex() + jet);
    columns.add(new Column.Longs(index));
    block
        .labels()
        .ifPresent(labels ->
            columns.add(new Column.Longs(Arrays.stream(labels).asLongStream().toArray())));
    for (float[] values : List.of(block.logits(), block.probabilities())) {
      for (int k = 0; k < classes; k++) {
        float[] column = new float[jets];
        for (int jet = 0; jet < jets; jet++) {
          column[jet] = values[jet * classes + k];
        }
        columns.add(new Column.Floats(column));
      }
    }
    for (int c = 0; c < kept.size(); c++) {
      Column column = keptColumn(block.kept(), kept.get(c));
      if (NumberType.of(column) != keptTypes.get(c)) {
        throw new MismatchException(
            target
                + ": column '"
                + kept.get(c)
                + "' holds "
                + NumberType.of(column)
                + ", before "
                + keptTypes.get(c));
      }
      columns.add(column);
    }
    table.write(columns);
  }

  private Column keptColumn(Map<String, Column> columns, String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new MismatchException(
          "no jet column '" + name + "' to keep; found: " + String.join(", ", columns.keySet()));
    }
    return column;
  }

  private void begin(ScoreBlock block) {
    labelled = block.labels().isPresent();
    keptTypes = kept.stream().map(name -> NumberType.of(keptColumn(block.kept(), name))).toList();
    List<TableColumn> columns = scoreColumns(classes, labelled);
    for (int c = 0; c < kept.size(); c++) {
      columns.add(new TableColumn(kept.get(c), keptTypes.get(c)));
    }
    table = format.create(target, columns);
  }

  /**
   * Completes the file and moves it into place, over an existing one.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file system refuses
   */
  public void commit() {
    if (table == null) {
      List<TableColumn> columns = scoreColumns(classes, false);
      kept.forEach(name -> columns.add(new TableColumn(name, NumberType.FLOAT64)));
      table = format.create(target, columns);
    }
    table.commit();
  }

  /** Removes what was written, unless committed. */
  @Override
  public void close() {
    if (table != null) {
      table.close();
    }
  }
}
