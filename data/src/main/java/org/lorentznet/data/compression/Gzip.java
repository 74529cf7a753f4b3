package org.lorentznet.data.compression;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The gzip format (RFC 1952), of one member. */
public final class Gzip {
  private static final int HEADER_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private Gzip() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    int end = at + length - TRAILER_BYTES;
    int start = behindHeader(from, at, end);
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(from, start, end - start);
      Zlib.inflate(inflater, to, toAt, toLength);
    }
    CRC32 checksum = new CRC32();
    checksum.update(to, toAt, toLength);
    if ((int) checksum.getValue() != intAt(from, end) || intAt(from, end + 4) != toLength) {
      throw new DataFormatException("gzip data whose checksum does not match");
    }
  }

  private static int behindHeader(byte[] from, int at, int end) throws DataFormatException {
    boolean known =
        end - at >= HEADER_BYTES
            && from[at] == 0x1f
            && (from[at + 1] & 255) == 0x8b
            && from[at + 2] == DEFLATE;
    if (!known) {
      throw new DataFormatException("gzip data without a header");
    }
    int flags = from[at + 3];
    int next = at + HEADER_BYTES;
    if ((flags & EXTRA) != 0 && end - next >= 2) {
      next += 2 + (from[next] & 255 | (from[next + 1] & 255) << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (next < end && from[next] != 0) {
          next++;
        }
        next++;
      }
    }
    next += (flags & HEADER_CHECKSUM) != 0 ? 2 : 0;
    if (next > end) {
      throw new DataFormatException("gzip data end within their header");
    }
    return next;
  }

  private static int intAt(byte[] from, int at) {
    return from[at] & 255
        | (from[at + 1] & 255) << 8
        | (from[at + 2] & 255) << 16
        | from[at + 3] << 24;
  }
}
