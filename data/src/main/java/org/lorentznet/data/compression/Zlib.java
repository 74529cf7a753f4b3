package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The zlib format (RFC 1950). */
public final class Zlib {
  private Zlib() {}

  /** As {@link Decompressor#decompress}. */
  public static void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(from, at, length);
      inflate(inflater, to, toAt, toLength);
    }
  }

  /** Inflates exactly so many bytes to the end of the input. */
  static void inflate(Inflater inflater, byte[] to, int toAt, int toLength)
      throws DataFormatException {
    int done = 0;
    while (!inflater.finished()) {
      // One byte of room at the end tells a longer result from a checksum still to be read.
      boolean full = done == toLength;
      byte[] room = full ? new byte[1] : to;
      int read = inflater.inflate(room, full ? 0 : toAt + done, full ? 1 : toLength - done);
      if (full && read > 0) {
        throw new DataFormatException("deflated data of more than " + toLength + " bytes");
      }
      if (read == 0 && !inflater.finished()) {
        throw new DataFormatException("deflated data end too early");
      }
      done += read;
    }
    Lengths.require("deflated", done, toLength);
  }
}
