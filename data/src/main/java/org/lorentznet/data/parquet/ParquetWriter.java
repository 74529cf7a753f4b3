package org.lorentznet.data.parquet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

/**
 * Writes Parquet (format 2.11, parquet-format's README and parquet.thrift): required columns of
 * numbers and of lists of numbers, a row group a block, a page a column.
 *
 * <p>Ours because what exists either needs Hadoop's classes (parquet-java), brings imitations of
 * them that would break Spark on the same class path (parquet-floor), or is a database of 80 MB
 * that cannot stream lists (DuckDB); the part of the format that jets need is small.
 */
final class ParquetWriter implements AutoCloseable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 2;
  private static final int REQUIRED = 0;
  private static final int REPEATED = 2;
  private static final int CONVERTED_LIST = 3;
  private static final int LOGICAL_TYPE = 10;
  private static final int LOGICAL_LIST = 3;
  private static final int ZSTD = 6;

  /** A column: of lists, or of a number a row. */
  record Field(TableColumn column, boolean list) {
    private List<String> path() {
      return list ? List.of(column.name(), "list", "element") : List.of(column.name());
    }

    private int physicalType() {
      return switch (column.type()) {
        case INT32 -> 1;
        case INT64 -> 2;
        case FLOAT32 -> 4;
        case FLOAT64 -> 5;
      };
    }
  }

  /** Where a column of a row group lies. */
  private record Chunk(long position, int values, long uncompressedBytes, long bytes) {}

  private record Group(long rows, List<Chunk> chunks) {}

  private final FileReplacement file;
  private final List<Field> fields;
  private final Map<String, String> metadata;
  private final List<Group> groups = new ArrayList<>();
  private OutputStream out;
  private long position;

  /**
   * @param metadata texts under keys, kept in the file's footer
   */
  ParquetWriter(FileReplacement file, List<Field> fields, Map<String, String> metadata) {
    this.file = file;
    this.fields = List.copyOf(fields);
    this.metadata = Map.copyOf(metadata);
    file.writing(() -> {
      out = new BufferedOutputStream(Files.newOutputStream(file.temporary()), 1 << 16);
      put(MAGIC);
    });
  }

  /**
   * Writes a row group.
   *
   * @param values of each column in order, those of all lists end to end
   * @param offsets where the rows' lists begin in the values of list columns; null without such
   */
  void write(int rows, List<Column> values, int[] offsets) {
    file.writing(() -> {
      List<Chunk> chunks = new ArrayList<>();
      for (ParquetPage page : pages(values, offsets)) {
        chunks.add(
            new Chunk(position, page.values(), page.uncompressedBytes(), page.bytes().length));
        put(page.bytes());
      }
      groups.add(new Group(rows, chunks));
    });
  }

  /** A page for each column, compressed on as many threads as the machine has processors. */
  private List<ParquetPage> pages(List<Column> values, int[] offsets) {
    return IntStream.range(0, fields.size())
        .parallel()
        .mapToObj(c -> {
          Field field = fields.get(c);
          return ParquetPage.of(
              field.column().type(), values.get(c), field.list() ? offsets : null);
        })
        .toList();
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  /** Writes the footer and moves the file into place. */
  void commit() {
    finish();
    file.commit();
  }

  /** Writes the footer: the file is complete, under its temporary name. */
  void finish() {
    file.writing(() -> {
      byte[] footer = footer();
      put(footer);
      put(
          ByteBuffer.allocate(Integer.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(footer.length)
              .array());
      put(MAGIC);
      out.close();
    });
  }

  private byte[] footer() {
    ThriftCompact footer = new ThriftCompact().beginElement().i32(1, FORMAT_VERSION);
    int elements = 1 + fields.stream().mapToInt(field -> field.list() ? 3 : 1).sum();
    footer.list(2, ThriftCompact.STRUCT, elements);
    footer.beginElement().text(4, "schema").i32(5, fields.size()).end();
    for (Field field : fields) {
      schema(footer, field);
    }
    footer.i64(3, groups.stream().mapToLong(Group::rows).sum());
    footer.list(4, ThriftCompact.STRUCT, groups.size());
    for (Group group : groups) {
      rowGroup(footer, group);
    }
    footer.list(5, ThriftCompact.STRUCT, metadata.size());
    metadata.forEach((key, text) -> footer.beginElement().text(1, key).text(2, text).end());
    return footer.text(6, "lorentznet").end().bytes();
  }

  private static void schema(ThriftCompact footer, Field field) {
    String name = field.column().name();
    if (field.list()) {
      footer.beginElement().i32(3, REQUIRED).text(4, name).i32(5, 1).i32(6, CONVERTED_LIST);
      footer.begin(LOGICAL_TYPE).begin(LOGICAL_LIST).end().end().end();
      footer.beginElement().i32(3, REPEATED).text(4, "list").i32(5, 1).end();
    }
    footer.beginElement().i32(1, field.physicalType()).i32(3, REQUIRED);
    footer.text(4, field.list() ? "element" : name).end();
  }

  private void rowGroup(ThriftCompact footer, Group group) {
    long bytes = 0;
    long uncompressedBytes = 0;
    footer.beginElement().list(1, ThriftCompact.STRUCT, fields.size());
    for (int c = 0; c < fields.size(); c++) {
      Field field = fields.get(c);
      Chunk chunk = group.chunks().get(c);
      bytes += chunk.bytes();
      uncompressedBytes += chunk.uncompressedBytes();
      footer.beginElement().i64(2, 0).begin(3);
      footer.i32(1, field.physicalType()).list(2, ThriftCompact.I32, 2);
      footer.i32Element(ParquetPage.RLE);
      footer.i32Element(ParquetPage.encoding(field.column().type()));
      footer.list(3, ThriftCompact.BINARY, field.path().size());
      field.path().forEach(footer::textElement);
      footer.i32(4, ZSTD).i64(5, chunk.values()).i64(6, chunk.uncompressedBytes());
      footer.i64(7, chunk.bytes()).i64(9, chunk.position()).end().end();
    }
    footer.i64(2, uncompressedBytes).i64(3, group.rows());
    footer.i64(5, group.chunks().getFirst().position()).i64(6, bytes).end();
  }

  @Override
  public void close() {
    try {
      file.writing(out::close);
    } finally {
      file.close();
    }
  }
}
