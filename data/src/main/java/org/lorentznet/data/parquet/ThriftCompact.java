package org.lorentznet.data.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes structures in Thrift's compact protocol, in which Parquet keeps its headers. */
final class ThriftCompact {
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outerFields = new ArrayDeque<>();
  private int lastField;

  /** An i32 field. */
  ThriftCompact i32(int field, int value) {
    header(field, I32);
    zigzag(value);
    return this;
  }

  /** An i64 field. */
  ThriftCompact i64(int field, long value) {
    header(field, I64);
    zigzag(value);
    return this;
  }

  /** A string field. */
  ThriftCompact text(int field, String value) {
    header(field, BINARY);
    return textElement(value);
  }

  /** Begins a list field; its elements follow. */
  ThriftCompact list(int field, int elementType, int size) {
    header(field, LIST);
    if (size < 15) {
      out.write(size << 4 | elementType);
    } else {
      out.write(0xf0 | elementType);
      varint(size);
    }
    return this;
  }

  /** An i32 in a list. */
  ThriftCompact i32Element(int value) {
    zigzag(value);
    return this;
  }

  /** A string in a list. */
  ThriftCompact textElement(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** Begins a field that is a structure. */
  ThriftCompact begin(int field) {
    header(field, STRUCT);
    return beginElement();
  }

  /** Begins a structure in a list, or the outermost. */
  ThriftCompact beginElement() {
    outerFields.push(lastField);
    lastField = 0;
    return this;
  }

  /** Ends a structure. */
  ThriftCompact end() {
    out.write(0);
    lastField = outerFields.pop();
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  private void header(int field, int type) {
    int step = field - lastField;
    if (step > 0 && step < 16) {
      out.write(step << 4 | type);
    } else {
      out.write(type);
      zigzag(field);
    }
    lastField = field;
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
