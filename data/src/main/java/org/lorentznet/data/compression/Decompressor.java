package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;

/** Undoes a compression. */
@FunctionalInterface
public interface Decompressor {
  /**
   * Decompresses a piece.
   *
   * @param from holds {@code length} compressed bytes from {@code at} on
   * @param to gets exactly {@code toLength} bytes from {@code toAt} on
   * @throws DataFormatException where the data are damaged, or make another number of bytes
   */
  void decompress(byte[] from, int at, int length, byte[] to, int toAt, int toLength)
      throws DataFormatException;
}
