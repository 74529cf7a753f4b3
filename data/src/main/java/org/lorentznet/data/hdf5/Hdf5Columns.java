package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lorentznet.data.columns.ArrayStream;
import org.lorentznet.data.columns.ArrayStream.ArrayColumn;
import org.lorentznet.data.columns.ColumnAccess;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/**
 * The data sets of an HDF5 file, or of a group of it, as columns: the first index of each counts
 * rows. A column's name is the path of its data set, and of a compound data set or pandas frame the
 * path and the member's name: {@code jets/pt}.
 */
public final class Hdf5Columns implements ColumnSource {
  private static final int DEEPEST = 8;
  private static final int MOST_COLUMNS = 100_000;

  /** A column, and the data set it lies in. */
  private record Found(FileColumn column, String dataset, TableColumns.Place place) {}

  private final ReadableFile file;
  private final Map<String, Found> columns = new LinkedHashMap<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();

  /**
   * Reads which columns there are.
   *
   * @param table path of a group or data set whose columns alone count, under names that begin
   *     there; empty for the whole file
   * @throws FileFormatException where the file is no HDF5 or damaged, or has no such table
   */
  public Hdf5Columns(ReadableFile file, Optional<String> table) {
    this.file = file;
    try (Hdf5File hdf = Hdf5File.open(file)) {
      String from = table.orElse("");
      file.reading(
          Hdf5File.FORMAT,
          () -> {
            Node node =
                hdf.node(from)
                    .orElseThrow(() ->
                        new FileFormatException(
                            file,
                            "no group or data set '"
                                + from
                                + "'; found: "
                                + String.join(", ", hdf.names())));
            collect(from, "", node, 0);
            return null;
          });
    }
  }

  private void collect(String path, String name, Node node, int depth) {
    if (node instanceof Dataset dataset) {
      collect(path, name, dataset);
    } else if (node instanceof Group group && depth < DEEPEST) {
      new TreeMap<>(group.getChildren())
          .forEach(
              (child, inner) -> collect(join(path, child), join(name, child), inner, depth + 1));
    }
  }

  private static String join(String path, String child) {
    return path.isEmpty() ? child : path + "/" + child;
  }

  private void collect(String path, String name, Dataset dataset) {
    long[] dimensions = dataset.getDimensionsAsLong();
    if (dimensions.length == 0) {
      unreadable.put(name, "a single value");
      return;
    }
    TableColumns table = TableColumns.of(name, dataset);
    table
        .places()
        .forEach((column, place) ->
            columns.put(
                column,
                new Found(
                    new FileColumn(
                        column,
                        dimensions[0],
                        FileColumn.typeOf(place.type()),
                        false,
                        place.shape()),
                    path,
                    place)));
    unreadable.putAll(table.others());
    if (columns.size() > MOST_COLUMNS) {
      throw new FileFormatException(file, "has more than " + MOST_COLUMNS + " columns");
    }
  }

  @Override
  public ReadableFile file() {
    return file;
  }

  @Override
  public List<FileColumn> columns() {
    return columns.values().stream().map(Found::column).toList();
  }

  @Override
  public Map<String, String> unreadable() {
    return unreadable;
  }

  @Override
  public ColumnStream open(Collection<String> names) {
    return stream(names);
  }

  @Override
  public Optional<ColumnAccess> access(Collection<String> names) {
    return stream(names).inAnyOrder();
  }

  private ArrayStream stream(Collection<String> names) {
    Hdf5File hdf = Hdf5File.open(file);
    boolean good = false;
    try {
      ArrayStream stream = file.reading(Hdf5File.FORMAT, () -> stream(hdf, names));
      good = true;
      return stream;
    } finally {
      if (!good) {
        hdf.close();
      }
    }
  }

  private ArrayStream stream(Hdf5File hdf, Collection<String> names) {
    Map<String, SharedRows> datasets = new LinkedHashMap<>();
    List<ArrayColumn> reading = new ArrayList<>();
    for (String name : names) {
      Found found = columns.get(name);
      SharedRows rows =
          datasets.computeIfAbsent(
              found.dataset(), path -> new SharedRows(hdf, dataset(hdf, path)));
      int user = rows.addUser();
      reading.add(new ArrayColumn(found.column(), new PlaceReader(found.place(), rows, user)));
    }
    long bytes = datasets.values().stream().mapToLong(SharedRows::rowBytes).sum();
    return new ArrayStream(file, Hdf5File.FORMAT, reading, bytes, hdf::close);
  }

  private Dataset dataset(Hdf5File hdf, String path) {
    return hdf.node(path)
        .filter(Dataset.class::isInstance)
        .map(Dataset.class::cast)
        .orElseThrow(() -> new FileFormatException(file, "no data set '" + path + "' any more"));
  }

  /** Reads one of the columns that lie in a data set. */
  private record PlaceReader(TableColumns.Place place, SharedRows rows, int user)
      implements ArrayStream.Reader {
    @Override
    public Column next(int count) {
      return place.values(rows.next(user, count), count, rows.rowBytes());
    }

    @Override
    public boolean seekable() {
      return rows.rows.seekable();
    }

    @Override
    public void seek(long row) {
      rows.rows.seek(row);
    }
  }

  /** The rows of a data set that several columns lie in: each is read once, for all of them. */
  private static final class SharedRows {
    private final DatasetRows rows;
    private final int rowBytes;
    private final List<Long> read = new ArrayList<>();
    private long blocks;
    private ByteBuffer block;

    SharedRows(Hdf5File hdf, Dataset dataset) {
      rows = new DatasetRows(hdf, dataset);
      rowBytes = DatasetRows.rowBytes(hdf.file(), dataset);
    }

    int rowBytes() {
      return rowBytes;
    }

    int addUser() {
      read.add(0L);
      return read.size() - 1;
    }

    /** The next rows for one of the columns; all take blocks of the same number of rows. */
    ByteBuffer next(int user, int count) {
      if (read.get(user) == blocks) {
        block = rows.next(count);
        blocks++;
      }
      read.set(user, blocks);
      return block;
    }
  }
}
