package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * What stands at the end of a file: its columns, and where they are.
 *
 * @param schema which columns there are
 * @param rows number of rows
 * @param groups the row groups, in order
 * @param metadata texts under keys
 */
record Footer(Schema schema, long rows, List<Group> groups, Map<String, String> metadata) {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final int MAGIC_BYTES = MAGIC.length;
  private static final long TAIL_BYTES = 8;
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Some rows.
   *
   * @param first number of the first
   * @param chunks the columns, in the order of the schema's leaves
   */
  record Group(long first, long rows, List<Chunk> chunks) {}

  /**
   * A column of a row group.
   *
   * @param start byte where it begins
   * @param end byte behind it
   * @param values numbers and missing ones in it
   * @param codec by the format's number
   * @param physical how numbers are stored, by the format's number
   */
  record Chunk(long start, long end, long values, long codec, long physical) {}

  /**
   * Reads the footer.
   *
   * @param bytes of the whole file
   * @throws FileFormatException where it is damaged, or no Parquet
   */
  static Footer read(ReadableFile file, MemorySegment bytes) {
    long size = bytes.byteSize();
    if (size < MAGIC_BYTES + TAIL_BYTES) {
      throw new FileFormatException(file, "truncated Parquet file (" + size + " bytes)");
    }
    long end = size - TAIL_BYTES;
    long length = Integer.toUnsignedLong(bytes.get(LENGTH, end));
    byte[] magic = bytes.asSlice(size - MAGIC_BYTES).toArray(ValueLayout.JAVA_BYTE);
    if (!Arrays.equals(magic, MAGIC) || length > end - MAGIC_BYTES) {
      throw new FileFormatException(
          file, "truncated or damaged Parquet file (its end is not that of a Parquet file)");
    }
    ThriftStruct footer = ThriftStruct.read(bytes.asSlice(0, end), end - length);
    Schema schema = Schema.of(footer.list(2));
    List<Group> groups = new ArrayList<>();
    long rows = 0;
    for (ThriftStruct group : footer.list(4)) {
      long count = group.number(3);
      if (count < 0) {
        throw new IllegalArgumentException("a group of " + count + " rows");
      }
      groups.add(new Group(rows, count, chunks(group.list(1), schema, end)));
      rows = Math.addExact(rows, count);
    }
    if (rows != footer.number(3)) {
      throw new IllegalArgumentException(
          "it declares " + footer.number(3) + " rows, its groups " + rows);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    footer.list(5).forEach(entry -> metadata.put(entry.text(1), entry.text(2)));
    return new Footer(schema, rows, groups, metadata);
  }

  private static List<Chunk> chunks(List<ThriftStruct> columns, Schema schema, long limit) {
    if (columns.size() != schema.leaves()) {
      throw new IllegalArgumentException(
          "a group has " + columns.size() + " columns, " + schema.leaves() + " expected");
    }
    List<Chunk> chunks = new ArrayList<>();
    for (ThriftStruct column : columns) {
      if (!column.text(1).isEmpty()) {
        throw new UnsupportedParquetException("columns in other files");
      }
      ThriftStruct chunk = column.structure(3);
      long data = chunk.number(9);
      long dictionary = chunk.number(11, 0);
      long start = dictionary > 0 && dictionary < data ? dictionary : data;
      long length = chunk.number(7);
      if (start < MAGIC_BYTES || length < 0 || length > limit || start > limit - length) {
        throw new IllegalArgumentException(
            "a column lies at " + start + " with " + length + " bytes, outside the file");
      }
      long values = chunk.number(5);
      if (values < 0) {
        throw new IllegalArgumentException("a column of " + values + " values");
      }
      chunks.add(new Chunk(start, start + length, values, chunk.number(4), chunk.number(1)));
    }
    return chunks;
  }
}
