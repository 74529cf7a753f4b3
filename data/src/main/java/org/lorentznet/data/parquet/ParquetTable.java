package org.lorentznet.data.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.LayerKind;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.SchemaNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** An open Parquet file: its columns of numbers and of lists of numbers, read in blocks of rows. */
public final class ParquetTable implements AutoCloseable {
  private static final int WHOLE_COLUMN_ROWS = 1 << 16;

  static final String FORMAT = "Parquet";

  /** hardwood tells on standard error which decompressor it found; nobody asked. */
  private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

  static {
    HARDWOOD.setLevel(Level.WARNING);
  }

  /** A column that can be read: its path, and whether each row holds a list. */
  record Place(String path, boolean list, PhysicalType type, boolean unsigned) {
    NumberType numberType() {
      return switch (type) {
        case FLOAT -> NumberType.FLOAT32;
        case DOUBLE -> NumberType.FLOAT64;
        case INT32 -> unsigned ? NumberType.INT64 : NumberType.INT32;
        case BOOLEAN -> NumberType.INT32;
        default -> NumberType.INT64;
      };
    }
  }

  /** What a file holds: columns that can be read, and what the others are. */
  private record Contents(Map<String, Place> columns, Map<String, String> others) {}

  private final ReadableFile file;
  private final ParquetFileReader reader;
  private final Map<String, Place> columns;
  private final Map<String, String> others;

  private ParquetTable(ReadableFile file, ParquetFileReader reader, Contents contents) {
    this.file = file;
    this.reader = reader;
    this.columns = contents.columns();
    this.others = contents.others();
  }

  /**
   * Opens a file.
   *
   * @throws FileFormatException where it is not Parquet, or damaged
   */
  public static ParquetTable open(ReadableFile file) {
    return file.reading(
        FORMAT,
        () -> {
          ClaimedSizes.checkFooter(file);
          ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file.path()));
          boolean good = false;
          try {
            ClaimedSizes.check(file, reader.getFileMetaData());
            ParquetTable table = new ParquetTable(file, reader, contents(reader));
            good = true;
            return table;
          } finally {
            if (!good) {
              reader.close();
            }
          }
        });
  }

  private static Contents contents(ParquetFileReader reader) {
    Map<String, Place> columns = new LinkedHashMap<>();
    Map<String, String> others = new LinkedHashMap<>();
    for (SchemaNode field : reader.getFileSchema().getRootNode().children()) {
      boolean list = field instanceof SchemaNode.GroupNode group && group.isList();
      SchemaNode leaf = list ? ((SchemaNode.GroupNode) field).getListElement() : field;
      if (!(leaf instanceof SchemaNode.PrimitiveNode primitive)
          || primitive.maxRepetitionLevel() != (list ? 1 : 0)) {
        others.put(field.name(), list ? "a list of lists or records" : "a record");
        continue;
      }
      switch (primitive.type()) {
        case FLOAT, DOUBLE, INT32, INT64, BOOLEAN -> {
          ColumnSchema column = reader.getFileSchema().getColumn(primitive.columnIndex());
          boolean unsigned =
              primitive.logicalType() instanceof LogicalType.IntType type && !type.isSigned();
          columns.put(
              field.name(),
              new Place(column.fieldPath().toString(), list, primitive.type(), unsigned));
        }
        default -> others.put(field.name(), "text or bytes");
      }
    }
    return new Contents(columns, others);
  }

  /** Names of the columns that hold a number a row, in the file's order. */
  public List<String> numberColumns() {
    return names(false);
  }

  /** Names of the columns that hold a list of numbers a row, in the file's order. */
  public List<String> listColumns() {
    return names(true);
  }

  private List<String> names(boolean list) {
    return columns.entrySet().stream()
        .filter(column -> column.getValue().list() == list)
        .map(Map.Entry::getKey)
        .toList();
  }

  Place place(String name) {
    return columns.get(name);
  }

  /** All columns that can be read, in the file's order. */
  Map<String, Place> columns() {
    return columns;
  }

  /** What the other columns hold, in words, by name. */
  Map<String, String> others() {
    return others;
  }

  /** Number of rows. */
  public long rows() {
    return reader.getFileMetaData().numRows();
  }

  /** The text stored under a key of the file's metadata; null where there is none. */
  public String metadata(String key) {
    Map<String, String> entries = reader.getFileMetaData().keyValueMetadata();
    return entries == null ? null : entries.get(key);
  }

  /**
   * All values of a column that holds a number a row.
   *
   * @throws FileFormatException where there is no such column
   */
  public Column column(String name) {
    if (!numberColumns().contains(name)) {
      throw new FileFormatException(
          file, "no column '" + name + "'; found: " + String.join(", ", columns.keySet()));
    }
    CollectedColumns collected = new CollectedColumns(1);
    try (Rows rows = read(List.of(name), WHOLE_COLUMN_ROWS)) {
      while (rows.next()) {
        collected.add(List.of(rows.values(name)));
      }
    }
    return collected.column(0);
  }

  /** Begins to read some columns. */
  public Rows read(List<String> names, int rowsPerBlock) {
    return file.reading(
        FORMAT, () -> new Rows(columnReaders(names).batchSize(rowsPerBlock).build()));
  }

  /** Begins to read some columns of some row groups. */
  Rows read(List<String> names, int rowsPerBlock, RowGroupPredicate groups) {
    return file.reading(
        FORMAT,
        () -> new Rows(columnReaders(names).filter(groups).batchSize(rowsPerBlock).build()));
  }

  private ParquetFileReader.ColumnReadersBuilder columnReaders(List<String> names) {
    return reader.buildColumnReaders(
        ColumnProjection.columns(
            names.stream().map(name -> columns.get(name).path()).toArray(String[]::new)));
  }

  /** Where the row groups are; empty where reading some of them would not be worth it. */
  Optional<RowGroups> rowGroups() {
    return file.reading(FORMAT, () -> RowGroups.of(reader.getFileMetaData()));
  }

  /** A pass over the rows of some columns, block by block. */
  public final class Rows implements AutoCloseable {
    private final ColumnReaders readers;

    private Rows(ColumnReaders readers) {
      this.readers = readers;
    }

    /** Steps to the next block; false behind the last. */
    public boolean next() {
      return file.reading(FORMAT, readers::nextBatch);
    }

    /** Rows of the block. */
    public int count() {
      return readers.getRecordCount();
    }

    /** The values of a column, those of all lists end to end. */
    public Column values(String name) {
      return file.reading(
          FORMAT,
          () -> {
            ColumnReader column = readers.getColumnReader(columns.get(name).path());
            int count = column.getValueCount();
            if (column.getLeafValidity().hasNulls()) {
              throw new FileFormatException(
                  file, "column '" + name + "' has a missing value (null), a number expected");
            }
            return switch (columns.get(name).type()) {
              case FLOAT -> new Column.Floats(Arrays.copyOf(column.getFloats(), count));
              case DOUBLE -> new Column.Doubles(Arrays.copyOf(column.getDoubles(), count));
              case INT64 -> new Column.Longs(Arrays.copyOf(column.getLongs(), count));
              case BOOLEAN -> {
                boolean[] values = column.getBooleans();
                long[] numbers = new long[count];
                for (int i = 0; i < count; i++) {
                  numbers[i] = values[i] ? 1 : 0;
                }
                yield new Column.Longs(numbers);
              }
              default -> integers(column.getInts(), count, columns.get(name).unsigned());
            };
          });
    }

    private static Column integers(int[] from, int count, boolean unsigned) {
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        values[i] = unsigned ? Integer.toUnsignedLong(from[i]) : from[i];
      }
      return new Column.Longs(values);
    }

    /** Where the lists of a column begin in its values: rows + 1 ascending numbers. */
    public int[] offsets(String name) {
      return file.reading(
          FORMAT,
          () -> {
            ColumnReader column = readers.getColumnReader(columns.get(name).path());
            for (int layer = 0; layer < column.getLayerCount(); layer++) {
              if (column.getLayerKind(layer) == LayerKind.REPEATED) {
                return Arrays.copyOf(column.getLayerOffsets(layer), count() + 1);
              }
            }
            throw new FileFormatException(file, "column '" + name + "' holds no lists");
          });
    }

    @Override
    public void close() {
      file.reading(
          FORMAT,
          () -> {
            readers.close();
            return null;
          });
    }
  }

  @Override
  public void close() {
    file.reading(
        FORMAT,
        () -> {
          reader.close();
          return null;
        });
  }
}
