package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** The data pages of one column in one row group, unpacked one after the other. */
final class ColumnPages {
  private final MemorySegment file;
  private final Footer.Chunk chunk;
  private final Leaf leaf;
  private final Codec codec;
  private final NumberDecoder decoder;
  private final Numbers numbers;
  private long at;
  private long valuesLeft;

  private byte[] packed = {};
  private byte[] content = {};

  /** Of the current page: how many levels, and for each which. */
  private int levels;

  private byte[] repetition = {};
  private byte[] definition = {};
  private boolean complete;

  ColumnPages(MemorySegment file, Footer.Chunk chunk, Leaf leaf) {
    if (chunk.physical() != leaf.physical().number()) {
      throw new IllegalArgumentException("a column of numbers of type " + chunk.physical());
    }
    this.file = file;
    this.chunk = chunk;
    this.leaf = leaf;
    codec = Codec.of(chunk.codec());
    decoder = new NumberDecoder(leaf);
    numbers = new Numbers(leaf.numberType());
    at = chunk.start();
    valuesLeft = chunk.values();
  }

  /** Byte where the next page begins. */
  long at() {
    return at;
  }

  /** Numbers of the current page: one for each level that is the highest. */
  Numbers numbers() {
    return numbers;
  }

  /** Levels of the current page: one for each number, missing number and empty list. */
  int levels() {
    return levels;
  }

  /** For each level 0 where it begins a row, else 1; of lists only. */
  byte[] repetition() {
    return repetition;
  }

  /** For each level how much of the way to a number is there; see {@link #complete}. */
  byte[] definition() {
    return definition;
  }

  /** Whether all levels are the highest, so that they need not be looked at. */
  boolean complete() {
    return complete;
  }

  /** Steps to the next data page; false behind the last. */
  boolean next() throws DataFormatException {
    while (valuesLeft > 0) {
      if (at >= chunk.end()) {
        throw new DataFormatException("its pages hold " + valuesLeft + " values too few");
      }
      PageHeader header = PageHeader.read(file, at, chunk.end());
      at = header.end();
      switch (header.kind()) {
        case DICTIONARY -> {
          unpack(header);
          decoder.setDictionary(content, header.unfolded(), header.values());
        }
        case DATA, DATA_V2 -> {
          unpack(header);
          valuesLeft -= header.values();
          if (valuesLeft < 0) {
            throw new DataFormatException("its pages hold too many values");
          }
          decode(header);
          return true;
        }
        case INDEX -> {
          // Of no use to somebody who reads everything.
        }
      }
    }
    return false;
  }

  private static byte[] room(byte[] bytes, int length) {
    return bytes.length >= length ? bytes : new byte[length];
  }

  /** Puts a page's content, uncompressed, at the beginning of the buffer. */
  private void unpack(PageHeader header) throws DataFormatException {
    packed = room(packed, header.size());
    MemorySegment.copy(file, header.content(), MemorySegment.ofArray(packed), 0, header.size());
    if (header.checksum() >= 0) {
      CRC32 checksum = new CRC32();
      checksum.update(packed, 0, header.size());
      if (checksum.getValue() != header.checksum()) {
        throw new DataFormatException("its checksum does not match");
      }
    }
    int plain = header.repetitionBytes() + header.definitionBytes();
    content = room(content, header.unfolded());
    System.arraycopy(packed, 0, content, 0, plain);
    int length = header.size() - plain;
    int unfolded = header.unfolded() - plain;
    if (header.compressed() && length > 0) {
      codec.decompressor().decompress(packed, plain, length, content, plain, unfolded);
    } else {
      Codec.UNCOMPRESSED.decompressor().decompress(packed, plain, length, content, plain, unfolded);
    }
  }

  private void decode(PageHeader header) throws DataFormatException {
    levels = header.values();
    int end = header.unfolded();
    int start = 0;
    if (leaf.list()) {
      repetition = room(repetition, levels);
      start = levels(header, header.repetitionBytes(), start, 1, repetition);
    }
    complete = true;
    if (leaf.levels() > 0) {
      definition = room(definition, levels);
      start = levels(header, header.definitionBytes(), start, leaf.levels(), definition);
    }
    int count = complete ? levels : present();
    numbers.clear();
    decoder.decode(header.encoding(), content, start, end, count, numbers);
  }

  /** Reads levels up to {@code highest}; gives the byte behind them. */
  private int levels(PageHeader header, int given, int start, int highest, byte[] to)
      throws DataFormatException {
    int from = start;
    int length = given;
    if (header.kind() == PageHeader.Kind.DATA) {
      from += Integer.BYTES;
      length =
          from > header.unfolded()
              ? -1
              : ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(start);
    }
    if (length < 0 || length > header.unfolded() - from) {
      throw new DataFormatException("levels of " + length + " bytes reach beyond their page");
    }
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(highest);
    complete = new RunReader(content, from, from + length, width).read(to, levels, highest);
    return from + length;
  }

  private int present() throws DataFormatException {
    int present = 0;
    for (int i = 0; i < levels; i++) {
      if (definition[i] > leaf.levels()) {
        throw new DataFormatException("a level of " + definition[i]);
      }
      present += definition[i] == leaf.levels() ? 1 : 0;
    }
    return present;
  }
}
