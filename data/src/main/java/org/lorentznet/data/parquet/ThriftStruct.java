package org.lorentznet.data.parquet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;

/**
 * A structure in Thrift's compact protocol, of which only integers, truth values and inner
 * structures are kept.
 *
 * @param numbers integer fields by their identifier; 1 for true, 0 for false
 * @param structures fields that are structures
 * @param end byte behind the structure
 */
record ThriftStruct(Map<Integer, Long> numbers, Map<Integer, ThriftStruct> structures, long end) {
  private static final int DEEPEST = 32;
  private static final int TRUE = 1;
  private static final int FALSE = 2;

  /**
   * Reads a structure.
   *
   * @throws IndexOutOfBoundsException where it reaches beyond the bytes
   * @throws IllegalArgumentException where it is none
   */
  static ThriftStruct read(MemorySegment bytes, long from) {
    return new Reader(bytes, from).structure(0);
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
      Map<Integer, Long> numbers = new HashMap<>();
      Map<Integer, ThriftStruct> structures = new HashMap<>();
      int field = 0;
      for (int header = next(); header != 0; header = next()) {
        int step = header >> 4;
        field = step == 0 ? (int) zigzag() : field + step;
        int type = header & 0xf;
        switch (type) {
          case ThriftCompact.I16, ThriftCompact.I32, ThriftCompact.I64 ->
              numbers.put(field, zigzag());
          case TRUE -> numbers.put(field, 1L);
          case FALSE -> numbers.put(field, 0L);
          case ThriftCompact.STRUCT -> structures.put(field, structure(depth + 1));
          default -> skip(type, depth + 1);
        }
      }
      return new ThriftStruct(numbers, structures, at);
    }

    private void skip(int type, int depth) {
      switch (type) {
        case 3 -> at++;
        case 4, 5, 6 -> zigzag();
        case 7 -> at += Double.BYTES;
        case 8 -> forward(varint());
        case 9, 10 -> {
          int header = next();
          long size = header >> 4 == 15 ? varint() : header >> 4;
          int element = header & 0xf;
          for (long i = 0; i < size; i++) {
            if (element <= 2) {
              at++;
            } else {
              skip(element, depth + 1);
            }
            // Beyond the bytes there is nothing left to skip.
            bytes.get(ValueLayout.JAVA_BYTE, at - 1);
          }
        }
        case 12 -> structure(depth);
        default -> throw new IllegalArgumentException("a field of type " + type);
      }
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
