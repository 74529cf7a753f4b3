package org.lorentznet.data.npz;

import org.lorentznet.data.file.Container;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** A single array in a file. */
public final class NpyFile {
  private NpyFile() {}

  /**
   * All numbers of an array with one dimension.
   *
   * @throws FileFormatException where the file is no such array, or damaged
   */
  public static Column vector(ReadableFile file) {
    Container found = Container.of(file);
    if (found != Container.NPY) {
      throw new FileFormatException(
          file, "is " + found.what() + ", " + Container.NPY.what() + " expected");
    }
    try (NpzFile npz = NpzFile.open(file)) {
      return npz.vector(NpzFile.ONLY);
    }
  }
}
