package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A structure in Thrift's compact protocol, of which integers, truth values, texts, inner
 * structures and lists of structures are kept. Stricter than the protocol: a field that stands
 * twice is an error, so that two readers cannot take different ones.
 *
 * @param types of all fields, by their identifiers
 * @param numbers integer fields; 1 for true, 0 for false
 * @param texts fields that are bytes, of text or anything else
 * @param structures fields that are structures
 * @param lists fields that are lists of structures
 * @param end byte behind the structure
 */
record ThriftStruct(
    Map<Integer, Integer> types,
    Map<Integer, Long> numbers,
    Map<Integer, MemorySegment> texts,
    Map<Integer, ThriftStruct> structures,
    Map<Integer, List<ThriftStruct>> lists,
    long end) {
  private static final int DEEPEST = 32;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int DOUBLE = 7;
  private static final int SET = 10;

  /**
   * Reads a structure.
   *
   * @throws IndexOutOfBoundsException where it reaches beyond the bytes
   * @throws IllegalArgumentException where it is none
   */
  static ThriftStruct read(MemorySegment bytes, long from) {
    return new Reader(bytes, from).structure(0);
  }

  /**
   * A number that must be there.
   *
   * @throws IllegalArgumentException where it is not
   */
  long number(int field) {
    Long number = numbers.get(field);
    if (number == null) {
      throw new IllegalArgumentException("field " + field + " is missing");
    }
    return number;
  }

  /** A number, or another where there is none. */
  long number(int field, long other) {
    return numbers.getOrDefault(field, other);
  }

  /**
   * A structure that must be there.
   *
   * @throws IllegalArgumentException where it is not
   */
  ThriftStruct structure(int field) {
    ThriftStruct structure = structures.get(field);
    if (structure == null) {
      throw new IllegalArgumentException("field " + field + " is missing");
    }
    return structure;
  }

  /** A text; empty where there is none. */
  String text(int field) {
    MemorySegment text = texts.get(field);
    return text == null
        ? ""
        : new String(text.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** A list of structures; empty where there is none. */
  List<ThriftStruct> list(int field) {
    return lists.getOrDefault(field, List.of());
  }

  /**
   * Checks that fields are of the types they should have, where they are there.
   *
   * @param expected 32-bit integers, unless said otherwise
   * @param truths identifiers of fields that are truth values
   * @param inner identifiers of fields that are structures
   * @throws IllegalArgumentException where one is not
   */
  void requireTypes(List<Integer> expected, List<Integer> truths, List<Integer> inner) {
    types.forEach((field, type) -> {
      boolean wrong =
          (expected.contains(field) && type != ThriftCompact.I32)
              || (truths.contains(field) && type != TRUE && type != FALSE)
              || (inner.contains(field) && type != ThriftCompact.STRUCT);
      if (wrong) {
        throw new IllegalArgumentException("field " + field + " is of type " + type);
      }
    });
  }

  private static final class Reader {
    private final MemorySegment bytes;
    private long at;

    Reader(MemorySegment bytes, long from) {
      this.bytes = bytes;
      at = from;
    }

    ThriftStruct structure(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("structures nested too deep");
      }
      Fields fields = new Fields();
      int field = 0;
      for (int header = next(); header != 0; header = next()) {
        int step = header >> 4;
        field = step == 0 ? Math.toIntExact(zigzag()) : field + step;
        int type = header & 0xf;
        fields.types = with(fields.types, field, type);
        switch (type) {
          case TRUE -> fields.numbers = with(fields.numbers, field, 1L);
          case FALSE -> fields.numbers = with(fields.numbers, field, 0L);
          case BYTE -> fields.numbers = with(fields.numbers, field, (long) (byte) next());
          case ThriftCompact.I16, ThriftCompact.I32, ThriftCompact.I64 ->
              fields.numbers = with(fields.numbers, field, zigzag());
          case DOUBLE -> forward(Double.BYTES);
          case ThriftCompact.BINARY -> {
            long length = varint();
            forward(length);
            fields.texts = with(fields.texts, field, bytes.asSlice(at - length, length));
          }
          case ThriftCompact.LIST, SET -> fields.lists = with(fields.lists, field, list(depth + 1));
          case ThriftCompact.STRUCT ->
              fields.structures = with(fields.structures, field, structure(depth + 1));
          default -> throw new IllegalArgumentException("a field of type " + type);
        }
      }
      return new ThriftStruct(
          fields.types, fields.numbers, fields.texts, fields.structures, fields.lists, at);
    }

    /** Fields by their identifiers. Most structures have few kinds: no map is made in vain. */
    private static final class Fields {
      private Map<Integer, Integer> types = Map.of();
      private Map<Integer, Long> numbers = Map.of();
      private Map<Integer, MemorySegment> texts = Map.of();
      private Map<Integer, ThriftStruct> structures = Map.of();
      private Map<Integer, List<ThriftStruct>> lists = Map.of();
    }

    private static <T> Map<Integer, T> with(Map<Integer, T> fields, int field, T value) {
      Map<Integer, T> with = fields.isEmpty() ? new HashMap<>() : fields;
      if (with.put(field, value) != null) {
        throw new IllegalArgumentException("field " + field + " stands twice");
      }
      return with;
    }

    private List<ThriftStruct> list(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("lists nested too deep");
      }
      int header = next();
      long size = header >> 4 == 15 ? varint() : header >> 4;
      int type = header & 0xf;
      List<ThriftStruct> structures = new ArrayList<>();
      // Each element takes a byte at least, so that a false size ends at the last byte.
      for (long i = 0; i < size; i++) {
        switch (type) {
          case TRUE, FALSE, BYTE -> next();
          case ThriftCompact.I16, ThriftCompact.I32, ThriftCompact.I64 -> zigzag();
          case DOUBLE -> forward(Double.BYTES);
          case ThriftCompact.BINARY -> forward(varint());
          case ThriftCompact.LIST, SET -> list(depth + 1);
          case ThriftCompact.STRUCT -> structures.add(structure(depth + 1));
          default -> throw new IllegalArgumentException("a list of type " + type);
        }
      }
      return structures;
    }

    private void forward(long count) {
      if (count < 0 || count > bytes.byteSize() - at) {
        throw new IndexOutOfBoundsException("a field of " + count + " bytes");
      }
      at += count;
    }

    private int next() {
      return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, at++));
    }

    private long zigzag() {
      long value = varint();
      return (value >>> 1) ^ -(value & 1);
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        int part = next();
        value |= (part & 0x7fL) << shift;
        if (part < 0x80) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than 64 bits");
    }
  }
}
