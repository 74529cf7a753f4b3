package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A structure in Thrift's compact protocol, of which integers, truth values, inner structures and
 * lists of structures are kept. Stricter than the protocol: a field that stands twice is an error,
 * so that two readers cannot take different ones.
 *
 * @param types of all fields, by their identifiers
 * @param numbers integer fields; 1 for true, 0 for false
 * @param structures fields that are structures
 * @param lists fields that are lists of structures
 * @param end byte behind the structure
 */
record ThriftStruct(
    Map<Integer, Integer> types,
    Map<Integer, Long> numbers,
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
    return new Reader(bytes, from, true).structure(0);
  }

  /**
   * Goes over a structure of any size without keeping anything.
   *
   * @throws IndexOutOfBoundsException where it reaches beyond the bytes
   * @throws IllegalArgumentException where it is none
   */
  static void check(MemorySegment bytes, long from) {
    new Reader(bytes, from, false).structure(0);
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
    private final boolean keep;
    private long at;

    Reader(MemorySegment bytes, long from, boolean keep) {
      this.bytes = bytes;
      this.keep = keep;
      at = from;
    }

    ThriftStruct structure(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("structures nested too deep");
      }
      Map<Integer, Integer> types = new HashMap<>();
      Map<Integer, Long> numbers = new HashMap<>();
      Map<Integer, ThriftStruct> structures = new HashMap<>();
      Map<Integer, List<ThriftStruct>> lists = new HashMap<>();
      int field = 0;
      for (int header = next(); header != 0; header = next()) {
        int step = header >> 4;
        field = step == 0 ? Math.toIntExact(zigzag()) : field + step;
        int type = header & 0xf;
        if (types.put(field, type) != null) {
          throw new IllegalArgumentException("field " + field + " stands twice");
        }
        switch (type) {
          case TRUE -> numbers.put(field, 1L);
          case FALSE -> numbers.put(field, 0L);
          case BYTE -> at++;
          case ThriftCompact.I16, ThriftCompact.I32, ThriftCompact.I64 ->
              numbers.put(field, zigzag());
          case DOUBLE -> forward(Double.BYTES);
          case ThriftCompact.BINARY -> forward(varint());
          case ThriftCompact.LIST, SET -> lists.put(field, list(depth + 1));
          case ThriftCompact.STRUCT -> structures.put(field, structure(depth + 1));
          default -> throw new IllegalArgumentException("a field of type " + type);
        }
      }
      return new ThriftStruct(types, numbers, structures, lists, at);
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
          case ThriftCompact.STRUCT -> {
            ThriftStruct structure = structure(depth + 1);
            if (keep) {
              structures.add(structure);
            }
          }
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
