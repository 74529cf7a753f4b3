package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.lorentznet.data.file.Unfolding;

/**
 * What a page's header says of it.
 *
 * @param kind of the page
 * @param content byte behind the header
 * @param size bytes of the content
 * @param unfolded bytes of the content, uncompressed
 * @param values numbers and missing ones in the page
 * @param encoding of the numbers, by the format's number
 * @param repetitionBytes of version 2, the content's first bytes, which are never compressed
 * @param definitionBytes of version 2, those that follow
 * @param compressed whether the rest is
 * @param checksum CRC-32 of the content; -1 where it has none
 */
record PageHeader(
    Kind kind,
    long content,
    int size,
    int unfolded,
    int values,
    int encoding,
    int repetitionBytes,
    int definitionBytes,
    boolean compressed,
    long checksum) {
  /** Kinds of pages, in the order of their numbers. */
  enum Kind {
    DATA,
    INDEX,
    DICTIONARY,
    DATA_V2
  }

  private static final int RLE = 3;

  /** No page of a sensible file has more; a damaged one may claim 2^31. */
  private static final long MOST_VALUES = 1L << 26;

  /**
   * Reads a header and checks all that can be checked without the content.
   *
   * @param end byte behind the column
   * @throws IllegalArgumentException where the claim cannot be true
   * @throws IndexOutOfBoundsException where the header reaches beyond the column
   */
  static PageHeader read(MemorySegment bytes, long at, long end) {
    ThriftStruct header = ThriftStruct.read(bytes.asSlice(0, end), at);
    header.requireTypes(List.of(1, 2, 3, 4), List.of(), List.of(5, 6, 7, 8));
    long kind = header.number(1);
    if (kind < 0 || kind >= Kind.values().length) {
      throw new IllegalArgumentException("a page of kind " + kind);
    }
    long unfolded = header.number(2);
    long size = header.number(3);
    boolean fits =
        size >= 0
            && size <= end - header.end()
            && unfolded <= Integer.MAX_VALUE
            && Unfolding.plausible(unfolded, size);
    if (!fits) {
      throw new IllegalArgumentException(
          "a page claims " + size + " bytes, " + unfolded + " uncompressed");
    }
    long checksum = header.numbers().containsKey(4) ? header.number(4) & 0xffff_ffffL : -1;
    return switch (Kind.values()[(int) kind]) {
      case DATA -> {
        ThriftStruct page = header.structure(5);
        page.requireTypes(List.of(1, 2, 3, 4), List.of(), List.of(5));
        if (page.number(3) != RLE || page.number(4) != RLE) {
          throw new UnsupportedParquetException("levels that are not written in runs");
        }
        yield new PageHeader(
            Kind.DATA,
            header.end(),
            (int) size,
            (int) unfolded,
            values(page),
            (int) page.number(2),
            0,
            0,
            true,
            checksum);
      }
      case DICTIONARY -> {
        ThriftStruct page = header.structure(7);
        page.requireTypes(List.of(1, 2), List.of(3), List.of());
        yield new PageHeader(
            Kind.DICTIONARY,
            header.end(),
            (int) size,
            (int) unfolded,
            values(page),
            (int) page.number(2),
            0,
            0,
            true,
            checksum);
      }
      case DATA_V2 -> {
        ThriftStruct page = header.structure(8);
        page.requireTypes(List.of(1, 2, 3, 4, 5, 6), List.of(7), List.of(8));
        long definition = page.number(5);
        long repetition = page.number(6);
        if (definition < 0
            || repetition < 0
            || definition + repetition > Math.min(size, unfolded)) {
          throw new IllegalArgumentException(
              "a page of " + size + " bytes claims " + (definition + repetition) + " of levels");
        }
        yield new PageHeader(
            Kind.DATA_V2,
            header.end(),
            (int) size,
            (int) unfolded,
            values(page),
            (int) page.number(4),
            (int) repetition,
            (int) definition,
            page.number(7, 1) == 1,
            checksum);
      }
      case INDEX ->
          new PageHeader(
              Kind.INDEX, header.end(), (int) size, (int) unfolded, 0, 0, 0, 0, false, checksum);
    };
  }

  private static int values(ThriftStruct page) {
    long values = page.number(1);
    if (values < 0 || values > MOST_VALUES) {
      throw new IllegalArgumentException("a page claims " + values + " values");
    }
    return (int) values;
  }

  /** Byte behind the page. */
  long end() {
    return content + size;
  }
}
