package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes of a ROOT file, read from front to back; numbers lie with their highest byte first. */
final class RootBuffer {
  private static final int LONG_STRING = 255;

  private final String what;
  private final ByteBuffer bytes;

  /**
   * @param what these bytes are, for messages
   */
  RootBuffer(String what, byte[] bytes) {
    this.what = what;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  /** Goes on reading at a byte, never before the present one. */
  void seek(int position) {
    if (position < bytes.position()) {
      throw new IllegalArgumentException(
          what + ": a part that should end at byte " + position + " reaches " + bytes.position());
    }
    need((long) position - bytes.position());
    bytes.position(position);
  }

  void skip(int count) {
    need(count);
    bytes.position(bytes.position() + count);
  }

  int u8() {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int i16() {
    need(2);
    return bytes.getShort();
  }

  int i32() {
    need(4);
    return bytes.getInt();
  }

  long u32() {
    return Integer.toUnsignedLong(i32());
  }

  long i64() {
    need(8);
    return bytes.getLong();
  }

  /** A place in the file: four bytes, eight in files beyond 2 GiB. */
  long place(boolean wide) {
    return wide ? i64() : u32();
  }

  byte[] bytes(int count) {
    need(count);
    byte[] copy = new byte[count];
    bytes.get(copy);
    return copy;
  }

  /** A number of things that are still to come, of at least so many bytes each. */
  int count(int bytesEach) {
    int count = i32();
    need((long) count * bytesEach);
    return count;
  }

  /** A {@code TString}: its length in a byte, or behind it in four. */
  String string() {
    int length = u8();
    return text(length == LONG_STRING ? count(1) : length);
  }

  /** Text that ends with a byte 0. */
  String zeroEnded() {
    int end = bytes.position();
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    String text = text(end - bytes.position());
    skip(1);
    return text;
  }

  private String text(int length) {
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  /**
   * Checks that there are so many bytes left.
   *
   * @throws IllegalArgumentException where there are fewer, or the number is negative
   */
  void need(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException(
          what
              + " ends too early: "
              + count
              + " bytes expected at byte "
              + bytes.position()
              + ", "
              + bytes.remaining()
              + " left");
    }
  }
}
