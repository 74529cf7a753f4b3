package org.lorentznet.data.root;

import java.io.IOException;
import java.util.Optional;
import java.util.zip.DataFormatException;

/**
 * Some entries of a branch, as they were in memory.
 *
 * @param entries how many
 * @param bytes of them, and possibly more
 * @param start where in {@code bytes} the first begins
 * @param length bytes of all of them
 * @param offsets where each begins, counted from the first, and where the last ends; empty where
 *     that follows from their size
 */
record Basket(int entries, byte[] bytes, int start, int length, Optional<int[]> offsets) {

  /** What a basket says of itself, behind its key. */
  record Head(int version, int entries, int last, int flag) {
    /** Since some version, a bit of a negative size says that options follow. */
    static Head read(RootBuffer from) {
      int version = from.i16();
      from.skip(Integer.BYTES); // bytes reserved in memory
      if (from.i32() < 0) {
        from.skip(1); // options
      }
      int entries = from.i32();
      int last = from.i32();
      int flag = from.u8();
      if (entries < 0) {
        throw new IllegalArgumentException("a basket claims " + entries + " entries");
      }
      return new Head(version, entries, last, flag);
    }
  }

  /**
   * Offsets from what is stored: places counted from the key's first byte, of which the last may be
   * missing or of no meaning.
   */
  static int[] offsets(RootBuffer stored, int entries, int keyBytes, int length) {
    int count = stored.count(Integer.BYTES);
    if (count < entries) {
      throw new IllegalArgumentException(
          "a basket of " + entries + " entries says where " + count + " of them begin");
    }
    int[] offsets = new int[entries + 1];
    for (int i = 0; i < entries; i++) {
      offsets[i] = stored.i32() - keyBytes;
    }
    stored.skip((count - entries) * Integer.BYTES);
    offsets[entries] = length;
    int before = 0;
    for (int offset : offsets) {
      if (offset < before) {
        throw new IllegalArgumentException("the entries of a basket overlap");
      }
      before = offset;
    }
    return offsets;
  }

  /** The same, with what was found out of its entries. */
  Basket withOffsets(int[] found) {
    return new Basket(entries, bytes, start, length, Optional.of(found));
  }

  /**
   * Reads a basket that lies in the file on its own.
   *
   * @param bytes of its record
   */
  static Basket read(RootFile file, long place, int bytes) throws IOException, DataFormatException {
    byte[] record = file.read(place, bytes);
    RootBuffer head = new RootBuffer("the basket", record);
    RootKey key = RootKey.read(head);
    Head basket = Head.read(head);
    if (key.bytes() != bytes || key.keyBytes() > bytes) {
      throw new IllegalArgumentException("has " + key.bytes() + " bytes, " + bytes + " expected");
    }
    boolean plain = key.storedBytes() == key.objectBytes();
    int start = plain ? key.keyBytes() : 0;
    byte[] content =
        plain ? record : CompressedBlocks.decode(record, key.keyBytes(), key.objectBytes());
    int length = basket.last() - key.keyBytes();
    if (length < 0 || length > content.length - start) {
      throw new IllegalArgumentException(
          "claims " + length + " bytes of " + (content.length - start) + " for its entries");
    }
    Optional<int[]> offsets = Optional.empty();
    if (length < content.length - start) {
      RootBuffer stored = new RootBuffer("the list of entries", content);
      stored.skip(start + length);
      offsets = Optional.of(offsets(stored, basket.entries(), key.keyBytes(), length));
    }
    return new Basket(basket.entries(), content, start, length, offsets);
  }
}
