package org.lorentznet.data.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * Checks that the pages of a file lie where they should and are as large as they say, before any is
 * read: hardwood 1.0 never returns from a page that claims to reach beyond its column.
 */
final class ClaimedSizes {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final int MAGIC_BYTES = MAGIC.length;
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long FOOTER_BYTES = 8;

  /** No page of a sensible file has more; a damaged one may claim 2^31. */
  private static final long MOST_VALUES = 1L << 26;

  /** A page may unfold to this many bytes, or by a factor of {@link #HIGHEST_RATIO} if more. */
  private static final long LARGEST_PAGE = 1L << 24;

  private static final long HIGHEST_RATIO = 1032;

  private final ReadableFile file;
  private final MemorySegment bytes;

  private ClaimedSizes(ReadableFile file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /**
   * Checks that the footer is where the file says and is well formed, so that no list in it claims
   * more elements than there are: hardwood makes room for what is claimed.
   *
   * @throws FileFormatException where it is not
   */
  static void checkFooter(ReadableFile file) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < MAGIC_BYTES + FOOTER_BYTES) {
        throw new FileFormatException(file, "truncated Parquet file (" + size + " bytes)");
      }
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, size, arena);
      long length = Integer.toUnsignedLong(bytes.get(LENGTH, size - FOOTER_BYTES));
      long end = size - FOOTER_BYTES;
      byte[] magic = bytes.asSlice(size - MAGIC_BYTES).toArray(ValueLayout.JAVA_BYTE);
      if (!Arrays.equals(magic, MAGIC) || length > end - MAGIC_BYTES) {
        throw new FileFormatException(
            file, "truncated or damaged Parquet file (its end is not that of a Parquet file)");
      }
      ThriftStruct.read(bytes.asSlice(0, end), end - length);
    }
  }

  /**
   * Checks all pages of a file.
   *
   * @throws FileFormatException where one cannot be as it says
   */
  static void check(ReadableFile file, FileMetaData metadata) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      ClaimedSizes sizes = new ClaimedSizes(file, bytes);
      long rows = 0;
      for (RowGroup group : metadata.rowGroups()) {
        rows = Math.addExact(rows, group.numRows());
        for (ColumnChunk chunk : group.columns()) {
          sizes.check(group.numRows(), chunk);
        }
      }
      if (rows != metadata.numRows()) {
        throw sizes.damaged("declares " + metadata.numRows() + " rows, its groups " + rows);
      }
    }
  }

  private void check(long rows, ColumnChunk chunk) {
    ColumnMetaData column = chunk.metaData();
    long at = chunk.chunkStartOffset();
    long length = column.totalCompressedSize();
    long limit = bytes.byteSize() - FOOTER_BYTES;
    if (rows < 0 || at < MAGIC_BYTES || length < 0 || length > limit || at > limit - length) {
      throw damaged("column " + column.pathInSchema() + " lies outside the file");
    }
    long end = at + length;
    long values = 0;
    while (at < end && values < column.numValues()) {
      ThriftStruct header = ThriftStruct.read(bytes.asSlice(0, end), at);
      long unfolded = header.numbers().getOrDefault(2, -1L);
      long size = header.numbers().getOrDefault(3, -1L);
      if (size < 0
          || size > end - header.end()
          || unfolded < 0
          || unfolded > Math.max(LARGEST_PAGE, HIGHEST_RATIO * size)) {
        throw damaged(
            "a page of column "
                + column.pathInSchema()
                + " claims "
                + size
                + " bytes, "
                + unfolded
                + " uncompressed");
      }
      if (column.codec() == CompressionCodec.SNAPPY) {
        checkSnappy(column, header, size, unfolded);
      }
      long count = 0;
      for (int field : new int[] {5, 7, 8}) {
        ThriftStruct inner = header.structures().get(field);
        if (inner != null) {
          count = inner.numbers().getOrDefault(1, -1L);
          values += field == 7 ? 0 : count;
        }
      }
      if (count < 0 || count > MOST_VALUES) {
        throw damaged("a page of column " + column.pathInSchema() + " claims " + count + " values");
      }
      at = header.end() + size;
    }
    if (values != column.numValues() || values < rows) {
      throw damaged(
          "column "
              + column.pathInSchema()
              + " has "
              + values
              + " values, "
              + column.numValues()
              + " expected for "
              + rows
              + " rows");
    }
  }

  /**
   * Checks that Snappy's own length is the one the page claims. hardwood makes room for the claim,
   * and snappy-java writes what its own says: a longer one would overwrite the process's memory.
   */
  private void checkSnappy(ColumnMetaData column, ThriftStruct header, long size, long unfolded) {
    long levels = 0;
    boolean compressed = true;
    ThriftStruct second = header.structures().get(8);
    if (second != null) {
      // Pages of version 2: definition and repetition levels come first, not compressed.
      levels = second.numbers().getOrDefault(5, 0L) + second.numbers().getOrDefault(6, 0L);
      compressed = second.numbers().getOrDefault(7, 1L) == 1;
    }
    if (levels < 0 || levels > size || levels > unfolded) {
      throw damaged("a page of column " + column.pathInSchema() + " claims levels beyond its end");
    }
    if (!compressed || levels == size) {
      return;
    }
    long at = header.end() + levels;
    long end = header.end() + size;
    long length = 0;
    for (int shift = 0; at < end && shift < Integer.SIZE; shift += 7) {
      int part = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at++));
      length |= (part & 0x7fL) << shift;
      if (part < 0x80) {
        break;
      }
    }
    if (length != unfolded - levels) {
      throw damaged(
          "a page of column "
              + column.pathInSchema()
              + " claims "
              + (unfolded - levels)
              + " bytes, its content "
              + length);
    }
  }

  private FileFormatException damaged(String how) {
    return new FileFormatException(file, "damaged Parquet file: " + how);
  }
}
