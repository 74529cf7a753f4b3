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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * Checks that everything in a file lies where it should and is as large as it says, before hardwood
 * reads it. hardwood 1.0 believes what it is told: it never returns from a page that claims to
 * reach beyond its column, and lets a false length of Snappy data overwrite memory.
 */
final class ClaimedSizes {
  private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
  private static final int MAGIC_BYTES = MAGIC.length;
  private static final long FOOTER_BYTES = 8;
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
      ThriftStruct.check(bytes.asSlice(0, end), end - length);
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
        throw sizes.damaged("it declares " + metadata.numRows() + " rows, its groups " + rows);
      }
    }
  }

  private void check(long rows, ColumnChunk chunk) {
    ColumnMetaData column = chunk.metaData();
    long start = chunk.chunkStartOffset();
    long length = column.totalCompressedSize();
    requireInside(column, start, length);
    try {
      Map<Long, Long> pages = pages(column, start, start + length, rows);
      if (!pages.containsKey(column.dataPageOffset())) {
        throw new IllegalArgumentException("no page where the first should be");
      }
      if (chunk.offsetIndexOffset() != null && chunk.offsetIndexLength() != null) {
        checkIndex(chunk, pages);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw damaged("column " + column.pathInSchema() + ": " + e.getMessage());
    }
  }

  private void requireInside(ColumnMetaData column, long start, long length) {
    long limit = bytes.byteSize() - FOOTER_BYTES;
    if (start < MAGIC_BYTES || length < 0 || length > limit || start > limit - length) {
      throw damaged("column " + column.pathInSchema() + " lies outside the file");
    }
  }

  /** Goes from page to page; gives the bytes of each, header included, by where it begins. */
  private Map<Long, Long> pages(ColumnMetaData column, long start, long end, long rows) {
    Map<Long, Long> pages = new HashMap<>();
    long values = 0;
    long at = start;
    // The first page counts even of a column without values: it may be a dictionary.
    while (at < end && (at == start || values < column.numValues())) {
      PageClaim page = PageClaim.read(bytes, at, end);
      if (column.codec() == CompressionCodec.SNAPPY) {
        page.requireSnappyLength(bytes);
      }
      if (page.kind() == PageClaim.Kind.DATA || page.kind() == PageClaim.Kind.DATA_V2) {
        values += page.values();
      }
      pages.put(at, page.end() - at);
      at = page.end();
    }
    if (rows < 0 || values != column.numValues() || values < rows) {
      throw new IllegalArgumentException(
          values + " values, " + column.numValues() + " expected for " + rows + " rows");
    }
    return pages;
  }

  /** An index of pages is another way to find them, and must lead to the same. */
  private void checkIndex(ColumnChunk chunk, Map<Long, Long> pages) {
    long start = chunk.offsetIndexOffset();
    requireInside(chunk.metaData(), start, chunk.offsetIndexLength());
    ThriftStruct index =
        ThriftStruct.read(bytes.asSlice(0, start + chunk.offsetIndexLength()), start);
    for (ThriftStruct location : index.lists().getOrDefault(1, List.of())) {
      Long size = pages.get(location.numbers().getOrDefault(1, -1L));
      if (size == null || !size.equals(location.numbers().get(2))) {
        throw new IllegalArgumentException("its index leads to where no page is");
      }
    }
  }

  private FileFormatException damaged(String how) {
    return new FileFormatException(file, "damaged Parquet file: " + how);
  }
}
