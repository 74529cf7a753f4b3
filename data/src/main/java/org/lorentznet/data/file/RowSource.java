package org.lorentznet.data.file;

import java.nio.ByteBuffer;

/**
 * The rows of an array, of the same number of bytes each, read from the first to the last, or from
 * wherever one goes.
 */
public interface RowSource {
  /**
   * The next rows, end to end, in C order. They stay as they are until the next call.
   *
   * @param rows no more than there are left
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged
   */
  ByteBuffer next(int rows);

  /** Whether {@link #seek} is possible without reading what lies before. */
  boolean seekable();

  /**
   * Goes to a row: it is the next.
   *
   * @throws IllegalStateException where that is not possible
   */
  void seek(long row);
}
