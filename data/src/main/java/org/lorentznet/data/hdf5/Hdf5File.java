package org.lorentznet.data.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ElementType.Kind;
import org.lorentznet.data.file.NumberList;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open HDF5 file. */
public final class Hdf5File implements AutoCloseable {
  static final String FORMAT = "HDF5";

  static {
    ChunkFilter.register();
  }

  private final ReadableFile file;
  private final HdfFile hdf;
  private final MemorySegment bytes;
  private final Arena arena;

  private Hdf5File(ReadableFile file, HdfFile hdf, MemorySegment bytes, Arena arena) {
    this.file = file;
    this.hdf = hdf;
    this.bytes = bytes;
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
   * @param largestShared files up to this many bytes jHDF reads from the mapping that data come
   *     from too: then no length that the file claims is ever allocated
   */
  @SuppressWarnings("MustBeClosedChecker") // the arena is closed with the file
  static Hdf5File open(ReadableFile file, long largestShared) {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      MemorySegment bytes = file.reading(FORMAT, () -> map(file, arena));
      HdfFile hdf =
          file.reading(
              FORMAT,
              () ->
                  bytes.byteSize() > largestShared
                      ? new HdfFile(file.path())
                      : HdfFile.fromByteBuffer(bytes.asByteBuffer()));
      long expected =
          file.reading(
              FORMAT, () -> hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress());
      if (file.size() < expected) {
        throw new FileFormatException(
            file, "truncated: " + file.size() + " bytes found, " + expected + " expected");
      }
      opened = true;
      return new Hdf5File(file, hdf, bytes, arena);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  private static MemorySegment map(ReadableFile file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  ReadableFile file() {
    return file;
  }

  HdfBackingStorage storage() {
    return hdf.getHdfBackingStorage();
  }

  /**
   * A part of the file.
   *
   * @param address as HDF5 counts: from the end of the user block
   * @throws IndexOutOfBoundsException where it lies outside the file
   */
  MemorySegment bytes(long address, long length) {
    long start = address + storage().getUserBlockSize();
    if (address < 0 || length < 0 || start > bytes.byteSize() - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + start + " of a file of " + bytes.byteSize());
    }
    return bytes.asSlice(start, length);
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
    return list(name).all();
  }

  /**
   * The numbers of a data set at the root that has one dimension, to be read as long as this file
   * is open.
   *
   * @throws FileFormatException where it is absent or of another shape
   */
  public NumberList list(String name) {
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
          return new NumberList(rows.rows(), rows, type.get());
        });
  }

  /** How the numbers of a data set lie in bytes, where they are numbers that Java has. */
  static Optional<ElementType> elementType(DataType type) {
    return switch (type) {
      case FloatingPoint number when isIeee(number) ->
          Optional.of(new ElementType(Kind.FLOAT, type.getSize(), number.getByteOrder()));
      case FixedPoint number when isWhole(number.getBitOffset(), number.getBitPrecision(), type) ->
          Optional.of(
              new ElementType(
                  number.isSigned() ? Kind.SIGNED : Kind.UNSIGNED,
                  type.getSize(),
                  number.getByteOrder()));
      // Truth values: of PyTables a field of bits, of h5py names for the numbers 0 and 1.
      case BitField bits when type.getSize() == 1 ->
          Optional.of(new ElementType(Kind.UNSIGNED, 1, bits.getByteOrder()));
      case EnumDataType names -> elementType(names.getBaseType());
      default -> Optional.empty();
    };
  }

  /** Whether a floating point type is one of IEEE 754 with 16, 32 or 64 bits. */
  private static boolean isIeee(FloatingPoint type) {
    int mantissa =
        switch (type.getSize()) {
          case 2 -> 10;
          case 4 -> 23;
          case 8 -> 52;
          default -> 0;
        };
    int exponent = Byte.SIZE * type.getSize() - 1 - mantissa;
    return mantissa > 0
        && isWhole(type.getBitOffset(), type.getBitPrecision(), type)
        && type.getMantissaLocation() == 0
        && type.getMantissaSize() == mantissa
        && type.getExponentLocation() == mantissa
        && type.getExponentSize() == exponent
        && type.getExponentBias() == (1 << (exponent - 1)) - 1
        && type.getSignLocation() == mantissa + exponent;
  }

  /** Whether a number fills its bytes, 1, 2, 4 or 8. */
  private static boolean isWhole(int bitOffset, int bitPrecision, DataType type) {
    int bytes = type.getSize();
    return bitOffset == 0
        && bitPrecision == Byte.SIZE * bytes
        && bytes <= Long.BYTES
        && Integer.bitCount(bytes) == 1;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      hdf.close();
      arena.close();
    }
  }
}
