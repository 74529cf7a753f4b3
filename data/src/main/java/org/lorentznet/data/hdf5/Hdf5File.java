package org.lorentznet.data.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.lang.foreign.Arena;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open HDF5 file. */
public final class Hdf5File implements AutoCloseable {
  static final String FORMAT = "HDF5";

  private final ReadableFile file;
  private final HdfFile hdf;
  private final Arena arena;

  private Hdf5File(ReadableFile file, HdfFile hdf, Arena arena) {
    this.file = file;
    this.hdf = hdf;
    this.arena = arena;
  }

  /**
   * Opens a file.
   *
   * @throws FileFormatException where it is not HDF5, or damaged
   */
  public static Hdf5File open(ReadableFile file) {
    return open(file, Integer.MAX_VALUE);
  }

  /**
   * @param largestMapped files up to this many bytes are mapped as a whole: then no length that the
   *     file claims is ever allocated, and chunks do not need a mapping each
   */
  @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the file
  static Hdf5File open(ReadableFile file, long largestMapped) {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      HdfFile hdf =
          file.reading(
              FORMAT,
              () -> {
                if (file.size() > largestMapped) {
                  return new HdfFile(file.path());
                }
                try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
                  return HdfFile.fromByteBuffer(
                      channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer());
                }
              });
      long expected =
          file.reading(
              FORMAT, () -> hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress());
      if (file.size() < expected) {
        throw new FileFormatException(
            file, "truncated: " + file.size() + " bytes found, " + expected + " expected");
      }
      opened = true;
      return new Hdf5File(file, hdf, arena);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  ReadableFile file() {
    return file;
  }

  /** The data set at a path from the root, e.g. {@code "table", "table"}. */
  public Optional<Dataset> dataset(String... path) {
    return node(String.join("/", path)).filter(Dataset.class::isInstance).map(Dataset.class::cast);
  }

  /** The group or data set at a path such as {@code table/table}; the root for an empty one. */
  Optional<Node> node(String path) {
    return file.reading(
        FORMAT,
        () -> {
          Node node = hdf;
          for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
            node = node instanceof Group group ? group.getChild(name) : null;
          }
          return Optional.ofNullable(node);
        });
  }

  /** Names of the data sets and groups at the root, sorted. */
  public List<String> names() {
    return file.reading(FORMAT, () -> List.copyOf(new TreeSet<>(hdf.getChildren().keySet())));
  }

  /** The data sets at the root, in the order of their names: files keep no order of their own. */
  public List<Dataset> datasets() {
    return file.reading(
        FORMAT,
        () -> {
          List<Dataset> datasets = new ArrayList<>();
          for (Node node : new TreeMap<>(hdf.getChildren()).values()) {
            if (node instanceof Dataset dataset) {
              datasets.add(dataset);
            }
          }
          return datasets;
        });
  }

  /**
   * All numbers of a data set at the root that has one dimension.
   *
   * @throws FileFormatException where it is absent or of another shape
   */
  public Column vector(String name) {
    return file.reading(
        FORMAT,
        () -> {
          Dataset dataset =
              dataset(name)
                  .orElseThrow(() ->
                      new FileFormatException(
                          file,
                          "no data set '" + name + "'; found: " + String.join(", ", names())));
          Optional<ElementType> type = elementType(dataset.getDataType());
          if (type.isEmpty() || dataset.getDimensionsAsLong().length != 1) {
            throw new FileFormatException(file, "data set '" + name + "' is not a list of numbers");
          }
          DatasetRows rows = new DatasetRows(this, dataset);
          int count = Math.toIntExact(rows.rows());
          return type.get().column(rows.next(count), 0, type.get().bytes(), count);
        });
  }

  /** How the numbers of a data set lie in bytes, where they are numbers that Java has. */
  static Optional<ElementType> elementType(DataType type) {
    // NumPy's booleans are an enumeration of 0 and 1.
    if (type instanceof EnumDataType names) {
      return elementType(names.getBaseType());
    }
    ElementType.Kind kind;
    if (type instanceof FloatingPoint && type.getSize() >= 2) {
      kind = ElementType.Kind.FLOAT;
    } else if (type instanceof FixedPoint fixed) {
      kind = fixed.isSigned() ? ElementType.Kind.SIGNED : ElementType.Kind.UNSIGNED;
    } else {
      return Optional.empty();
    }
    int bytes = type.getSize();
    if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
      return Optional.empty();
    }
    ByteOrder order = ((OrderedDataType) type).getByteOrder();
    return Optional.of(new ElementType(kind, bytes, order));
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      hdf.close();
      arena.close();
    }
  }
}
