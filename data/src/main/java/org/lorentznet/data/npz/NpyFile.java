package org.lorentznet.data.npz;

import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.NumberList;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/** An open file of a single array with one dimension. */
public final class NpyFile implements AutoCloseable {
  private final NpzFile npz;
  private final NumberList numbers;

  private NpyFile(NpzFile npz) {
    this.npz = npz;
    this.numbers = npz.list(NpzFile.ONLY);
  }

  /**
   * Opens a file.
   *
   * @throws FileFormatException where it holds no such array, or is damaged
   */
  public static NpyFile open(ReadableFile file) {
    Container found = Container.of(file);
    if (found != Container.NPY) {
      throw new FileFormatException(
          file, "is " + found.what() + ", " + Container.NPY.what() + " expected");
    }
    NpzFile npz = NpzFile.open(file);
    boolean good = false;
    try {
      NpyFile opened = new NpyFile(npz);
      good = true;
      return opened;
    } finally {
      if (!good) {
        npz.close();
      }
    }
  }

  /** The numbers, to be read as long as the file is open. */
  public NumberList numbers() {
    return numbers;
  }

  @Override
  public void close() {
    npz.close();
  }
}
