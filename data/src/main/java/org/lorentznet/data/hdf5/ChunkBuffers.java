package org.lorentznet.data.hdf5;

/** Room for one chunk on its way through the filters, used again for the next. */
final class ChunkBuffers {
  private byte[] current = {};
  private byte[] next = {};

  /** The chunk's bytes after the latest step, and room for more. */
  byte[] current() {
    return current;
  }

  /** Makes room in the current buffer. */
  byte[] current(int length) {
    if (current.length < length) {
      current = new byte[length];
    }
    return current;
  }

  /** Where the next step writes. */
  byte[] next(int length) {
    if (next.length < length) {
      next = new byte[length];
    }
    return next;
  }

  /** What was written last becomes current. */
  void turn() {
    byte[] last = current;
    current = next;
    next = last;
  }
}
