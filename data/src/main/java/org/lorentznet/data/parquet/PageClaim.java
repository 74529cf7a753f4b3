package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.lorentznet.data.file.Unfolding;

/**
 * What a page's header claims.
 *
 * @param kind of the page
 * @param content byte behind the header
 * @param size bytes of the content
 * @param unfolded bytes of the content, uncompressed
 * @param values numbers and empty lists in the page
 * @param levels bytes of the content that come first and are not compressed
 * @param compressed whether the rest is
 */
record PageClaim(
    Kind kind,
    long content,
    long size,
    long unfolded,
    long values,
    long levels,
    boolean compressed) {
  /** Kinds of pages, in the order of their numbers. */
  enum Kind {
    DATA,
    INDEX,
    DICTIONARY,
    DATA_V2
  }

  /** No page of a sensible file has more; a damaged one may claim 2^31. */
  private static final long MOST_VALUES = 1L << 26;

  /**
   * Reads a header and checks all that can be checked without the content.
   *
   * @param end byte behind the column
   * @throws IllegalArgumentException where the claim cannot be true
   * @throws IndexOutOfBoundsException where the header reaches beyond the column
   */
  static PageClaim read(MemorySegment bytes, long at, long end) {
    ThriftStruct header = ThriftStruct.read(bytes.asSlice(0, end), at);
    header.requireTypes(List.of(1, 2, 3, 4), List.of(), List.of(5, 6, 7, 8));
    long kind = number(header, 1);
    if (kind < 0 || kind >= Kind.values().length) {
      throw new IllegalArgumentException("a page of kind " + kind);
    }
    PageClaim claim = read(header, Kind.values()[(int) kind]);
    boolean fits =
        claim.size >= 0
            && claim.size <= end - claim.content
            && claim.unfolded <= Integer.MAX_VALUE
            && Unfolding.plausible(claim.unfolded, claim.size)
            && claim.values >= 0
            && claim.values <= MOST_VALUES
            && claim.levels >= 0
            && claim.levels <= Math.min(claim.size, claim.unfolded);
    if (!fits) {
      throw new IllegalArgumentException(
          "a page claims "
              + claim.size
              + " bytes, "
              + claim.unfolded
              + " uncompressed, "
              + claim.values
              + " values");
    }
    return claim;
  }

  private static PageClaim read(ThriftStruct header, Kind kind) {
    long unfolded = number(header, 2);
    long size = number(header, 3);
    return switch (kind) {
      case DATA -> {
        ThriftStruct page = inner(header, 5);
        page.requireTypes(List.of(1, 2, 3, 4), List.of(), List.of(5));
        yield new PageClaim(kind, header.end(), size, unfolded, number(page, 1), 0, true);
      }
      case DICTIONARY -> {
        ThriftStruct page = inner(header, 7);
        page.requireTypes(List.of(1, 2), List.of(3), List.of());
        yield new PageClaim(kind, header.end(), size, unfolded, number(page, 1), 0, true);
      }
      case DATA_V2 -> {
        ThriftStruct page = inner(header, 8);
        page.requireTypes(List.of(1, 2, 3, 4, 5, 6), List.of(7), List.of(8));
        boolean compressed = page.numbers().getOrDefault(7, 1L) == 1;
        long levels = number(page, 5) + number(page, 6);
        yield new PageClaim(
            kind, header.end(), size, unfolded, number(page, 1), levels, compressed);
      }
      case INDEX -> new PageClaim(kind, header.end(), size, unfolded, 0, 0, false);
    };
  }

  private static long number(ThriftStruct struct, int field) {
    Long number = struct.numbers().get(field);
    if (number == null) {
      throw new IllegalArgumentException("a page's header lacks field " + field);
    }
    return number;
  }

  private static ThriftStruct inner(ThriftStruct header, int field) {
    ThriftStruct inner = header.structures().get(field);
    if (inner == null) {
      throw new IllegalArgumentException("a page's header lacks field " + field);
    }
    return inner;
  }

  /** Byte behind the page. */
  long end() {
    return content + size;
  }

  /**
   * Checks that Snappy's own length is the one claimed. hardwood makes room for the claim, and
   * snappy-java writes what the content says: more would overwrite the process's memory.
   *
   * @throws IllegalArgumentException where it is not
   */
  void requireSnappyLength(MemorySegment bytes) {
    if (!compressed || (kind == Kind.DATA_V2 && levels == size)) {
      return;
    }
    long at = content + levels;
    long length = 0;
    boolean complete = false;
    for (int shift = 0; !complete && at < end() && shift < Integer.SIZE; shift += 7) {
      int part = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at++));
      length |= (part & 0x7fL) << shift;
      complete = part < 0x80;
    }
    if (!complete || length != unfolded - levels) {
      throw new IllegalArgumentException(
          "a page claims " + (unfolded - levels) + " bytes, its content " + length);
    }
  }
}
