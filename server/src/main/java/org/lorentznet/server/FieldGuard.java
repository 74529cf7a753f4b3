package org.lorentznet.server;

import io.helidon.http.http2.Http2ErrorCode;
import io.helidon.http.http2.Http2Exception;

/**
 * Looks through the compressed header blocks of a connection (HPACK, RFC 7541) for what its table
 * of fields cannot hold. Adding such a field is allowed, and empties the table; Helidon 4.5.0 goes
 * round in circles instead. Sizes are taken from above, so some fields that would just fit are
 * refused; clients do not add fields that would fill the table.
 */
final class FieldGuard {
  /** Of a table as long as nothing else is said. */
  private static final int TABLE = 4096;

  /** What an entry takes beside name and value. */
  private static final int ENTRY = 32;

  /** Names in the static table are shorter. */
  private static final int STATIC_NAME = 32;

  /** Fields of a block; each may stand for a whole entry of the table. */
  private static final int MOST_FIELDS = 256;

  /** The shortest code of a character has 5 bits. */
  private static final int SHORTEST_CODE = 5;

  /**
   * The least size that the table ever had; what made it larger again may have been passed over.
   */
  private int leastTable = TABLE;

  /** Of a name that the table may hold. */
  private int longestName = STATIC_NAME;

  private byte[] block;
  private int at;

  /**
   * Looks through the next block.
   *
   * @throws Http2Exception where it must not be decoded
   */
  void look(byte[] next) {
    block = next;
    at = 0;
    int fields = 0;
    while (at < block.length) {
      field();
      if (++fields > MOST_FIELDS) {
        throw new Http2Exception(Http2ErrorCode.ENHANCE_YOUR_CALM, "too many header fields");
      }
    }
    block = null;
  }

  private void field() {
    int first = block[at] & 0xff;
    if (first >= 0x80) { // an entry of the table
      number(7);
    } else if (first >= 0x40) { // a field that is added to the table
      boolean named = number(6) == 0;
      int name = named ? text() : longestName;
      long size = (long) name + text() + ENTRY;
      if (size > leastTable) {
        throw new Http2Exception(Http2ErrorCode.COMPRESSION, "a field larger than its table");
      }
      longestName = Math.max(longestName, name);
    } else if (first >= 0x20) { // another size of the table
      leastTable = Math.min(leastTable, number(5));
    } else { // a field that is not added
      if (number(4) == 0) {
        text();
      }
      text();
    }
  }

  /** An integer with a prefix of so many bits (RFC 7541, section 5.1). */
  private int number(int bits) {
    int most = (1 << bits) - 1;
    long value = next() & most;
    if (value < most) {
      return (int) value;
    }
    for (int shift = 0; ; shift += 7) {
      int more = next();
      value += (long) (more & 0x7f) << shift;
      if (shift > 28 || value > Integer.MAX_VALUE) {
        throw new Http2Exception(Http2ErrorCode.COMPRESSION, "too large an integer");
      }
      if (more < 0x80) {
        return (int) value;
      }
    }
  }

  /** Passes over a text (section 5.2); returns how many characters it has at most. */
  private int text() {
    boolean coded = at < block.length && block[at] < 0;
    int length = number(7);
    if (length > block.length - at) {
      throw truncated();
    }
    at += length;
    return coded ? (length * Byte.SIZE + SHORTEST_CODE - 1) / SHORTEST_CODE : length;
  }

  private int next() {
    if (at == block.length) {
      throw truncated();
    }
    return block[at++] & 0xff;
  }

  private static Http2Exception truncated() {
    return new Http2Exception(Http2ErrorCode.COMPRESSION, "a header block that is cut off");
  }
}
