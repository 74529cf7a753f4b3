package org.lorentznet.data.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.lorentznet.data.csv.CsvRows;
import org.lorentznet.data.csv.CsvTable;
import org.lorentznet.data.file.NumberList;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5File;
import org.lorentznet.data.npz.NpyFile;
import org.lorentznet.data.npz.NpzFile;
import org.lorentznet.data.parquet.ParquetTable;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Column;

/** Columns of a score file, whatever its format, read in blocks of rows. */
interface ScoreColumns extends AutoCloseable {
  /** The columns that are read. */
  Set<String> names();

  /** The next rows, as many as there are left at most. */
  Map<String, Column> next(int most);

  @Override
  void close();

  /** Arrays of an archive, each by itself. */
  static ScoreColumns of(ReadableFile file, NpzFile npz, Set<String> names) {
    return lists(file, names, npz::list, npz::close);
  }

  /** Data sets of an HDF5 file, each by itself. */
  static ScoreColumns of(ReadableFile file, Hdf5File hdf, Set<String> names) {
    return lists(file, names, hdf::list, hdf::close);
  }

  /** A single array of scores. */
  static ScoreColumns of(NpyFile scores) {
    return lists(Map.of(ScoreFile.SCORE, scores.numbers()), scores::close);
  }

  /**
   * Arrays of scores and of labels.
   *
   * @throws MismatchException where their lengths differ
   */
  static ScoreColumns of(
      ReadableFile scoreFile, NpyFile scores, ReadableFile labelFile, NpyFile labels) {
    if (scores.numbers().size() != labels.numbers().size()) {
      throw new MismatchException(
          scores.numbers().size()
              + " scores in "
              + scoreFile
              + ", "
              + labels.numbers().size()
              + " labels in "
              + labelFile);
    }
    return lists(
        Map.of(ScoreFile.SCORE, scores.numbers(), ScoreFile.LABEL, labels.numbers()),
        () -> {
          scores.close();
          labels.close();
        });
  }

  private static ScoreColumns lists(
      ReadableFile file, Set<String> names, Function<String, NumberList> source, Runnable close) {
    Map<String, NumberList> lists = new LinkedHashMap<>();
    for (String name : names) {
      NumberList list = source.apply(name);
      for (NumberList other : lists.values()) {
        if (other.size() != list.size()) {
          throw new FileFormatException(
              file, "column '" + name + "' has " + list.size() + " rows, others " + other.size());
        }
      }
      lists.put(name, list);
    }
    return lists(lists, close);
  }

  private static ScoreColumns lists(Map<String, NumberList> lists, Runnable close) {
    long rows = lists.values().stream().mapToLong(NumberList::size).findFirst().orElse(0);
    return new ScoreColumns() {
      private long left = rows;

      @Override
      public Set<String> names() {
        return lists.keySet();
      }

      @Override
      public Map<String, Column> next(int most) {
        int count = (int) Math.min(most, left);
        left -= count;
        Map<String, Column> columns = new LinkedHashMap<>();
        lists.forEach((name, list) -> columns.put(name, list.next(count)));
        return columns;
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /** Columns of a Parquet file. */
  static ScoreColumns of(ParquetTable table, Set<String> names) {
    ParquetTable.Rows rows = table.read(List.copyOf(names));
    return new ScoreColumns() {
      private long left = table.rows();

      @Override
      public Set<String> names() {
        return names;
      }

      @Override
      public Map<String, Column> next(int most) {
        int count = (int) Math.min(most, left);
        left -= count;
        rows.next(count);
        Map<String, Column> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, rows.values(name)));
        return columns;
      }

      @Override
      public void close() {
        table.close();
      }
    };
  }

  /** Columns of text; this program's own are read in the precision they were written in. */
  static ScoreColumns of(CsvTable table, Set<String> names) {
    Set<String> single = new TreeSet<>(names);
    single.removeIf(
        name -> !name.startsWith(ScoreFile.LOGIT) && !name.startsWith(ScoreFile.PROBABILITY));
    CsvRows rows = table.rows(names, single);
    return new ScoreColumns() {
      @Override
      public Set<String> names() {
        return names;
      }

      @Override
      public Map<String, Column> next(int most) {
        return rows.next(most);
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }
}
