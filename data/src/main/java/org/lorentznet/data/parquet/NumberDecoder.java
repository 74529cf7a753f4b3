package org.lorentznet.data.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import org.lorentznet.data.compression.ByteShuffle;

/** Decodes the numbers of pages, in any encoding that numbers have. */
final class NumberDecoder {
  private static final int PLAIN = 0;
  private static final int PLAIN_DICTIONARY = 2;
  private static final int RLE = 3;
  private static final int DELTA_BINARY_PACKED = 5;
  private static final int RLE_DICTIONARY = 8;
  private static final int BYTE_STREAM_SPLIT = 9;

  private final Leaf leaf;
  private Numbers dictionary;
  private byte[] joined = {};
  private int[] places = {};

  NumberDecoder(Leaf leaf) {
    this.leaf = leaf;
  }

  /** Takes the content of a dictionary page. */
  void setDictionary(byte[] page, int length, int count) throws DataFormatException {
    dictionary = new Numbers(leaf.numberType());
    plain(page, 0, length, count, dictionary);
  }

  /** Forgets the dictionary: each column chunk has its own. */
  void forgetDictionary() {
    dictionary = null;
  }

  /**
   * Appends the numbers of a page.
   *
   * @param page holds them from {@code at} to {@code end - 1}
   */
  void decode(int encoding, byte[] page, int at, int end, int count, Numbers to)
      throws DataFormatException {
    switch (encoding) {
      case PLAIN -> plain(page, at, end, count, to);
      case PLAIN_DICTIONARY, RLE_DICTIONARY -> ofDictionary(page, at, end, count, to);
      case RLE -> truths(page, at, end, count, to);
      case DELTA_BINARY_PACKED -> deltas(page, at, end, count, to);
      case BYTE_STREAM_SPLIT -> {
        int bytes = require(page, at, end, count);
        if (joined.length < bytes) {
          joined = new byte[bytes];
        }
        ByteShuffle.undo(page, at, bytes, joined, 0, leaf.physical().bytes());
        plain(joined, 0, bytes, count, to);
      }
      default -> throw new UnsupportedParquetException("encoding " + encoding + " of numbers");
    }
  }

  /** Bytes that so many numbers take, checked to be there. */
  private int require(byte[] page, int at, int end, int count) throws DataFormatException {
    long bytes =
        leaf.physical() == Leaf.Physical.BOOLEAN
            ? (count + 7L) / Byte.SIZE
            : (long) count * leaf.physical().bytes();
    if (bytes > end - at || end > page.length) {
      throw new DataFormatException(
          "a page has " + (end - at) + " bytes for " + count + " numbers");
    }
    return (int) bytes;
  }

  private void plain(byte[] page, int at, int end, int count, Numbers to)
      throws DataFormatException {
    require(page, at, end, count);
    ByteBuffer from = ByteBuffer.wrap(page, at, end - at).slice().order(ByteOrder.LITTLE_ENDIAN);
    int first = to.grow(count);
    switch (leaf.physical()) {
      case FLOAT -> from.asFloatBuffer().get(to.floats(), first, count);
      case DOUBLE -> from.asDoubleBuffer().get(to.doubles(), first, count);
      case INT64 -> from.asLongBuffer().get(to.longs(), first, count);
      case INT32 -> {
        long mask = leaf.unsigned() ? 0xffff_ffffL : -1;
        for (int i = 0; i < count; i++) {
          to.longs()[first + i] = from.getInt(Integer.BYTES * i) & mask;
        }
      }
      case HALF -> {
        for (int i = 0; i < count; i++) {
          to.floats()[first + i] = Float.float16ToFloat(from.getShort(Short.BYTES * i));
        }
      }
      case BOOLEAN -> {
        for (int i = 0; i < count; i++) {
          to.longs()[first + i] = from.get(i / Byte.SIZE) >> (i % Byte.SIZE) & 1;
        }
      }
    }
  }

  private int[] places(int count) {
    if (places.length < count) {
      places = new int[count];
    }
    return places;
  }

  private void ofDictionary(byte[] page, int at, int end, int count, Numbers to)
      throws DataFormatException {
    if (dictionary == null) {
      throw new DataFormatException("a page refers to a dictionary, and there is none");
    }
    if (count == 0) {
      return;
    }
    if (at >= end) {
      throw new DataFormatException("a page ends too early");
    }
    int[] found = places(count);
    new RunReader(page, at + 1, end, page[at]).read(found, count);
    for (int i = 0; i < count; i++) {
      if (found[i] < 0 || found[i] >= dictionary.size()) {
        throw new DataFormatException(
            "a page refers to entry " + found[i] + " of a dictionary of " + dictionary.size());
      }
    }
    to.appendPlaces(dictionary, found, count);
  }

  private void truths(byte[] page, int at, int end, int count, Numbers to)
      throws DataFormatException {
    if (leaf.physical() != Leaf.Physical.BOOLEAN || end - at < Integer.BYTES) {
      throw new DataFormatException("a page of runs, of numbers that are no truth values");
    }
    int length = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    if (length < 0 || length > end - at - Integer.BYTES) {
      throw new DataFormatException("runs of " + length + " bytes reach beyond their page");
    }
    int[] found = places(count);
    int start = at + Integer.BYTES;
    new RunReader(page, start, start + length, 1).read(found, count);
    int first = to.grow(count);
    for (int i = 0; i < count; i++) {
      to.longs()[first + i] = found[i];
    }
  }

  private void deltas(byte[] page, int at, int end, int count, Numbers to)
      throws DataFormatException {
    boolean narrow = leaf.physical() == Leaf.Physical.INT32;
    if (!narrow && leaf.physical() != Leaf.Physical.INT64) {
      throw new DataFormatException("a page of differences, of numbers that are not integers");
    }
    int first = to.grow(count);
    new DeltaReader(page, at, end).read(to.longs(), first, count);
    for (int i = first; narrow && i < first + count; i++) {
      int value = (int) to.longs()[i];
      to.longs()[i] = leaf.unsigned() ? Integer.toUnsignedLong(value) : value;
    }
  }
}
