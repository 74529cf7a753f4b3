package org.lorentznet.data;

import java.nio.charset.StandardCharsets;
import org.lorentznet.data.file.ReadableFile;

/** The format around a layout, told by a file's first bytes. */
enum Container {
  HDF5("an HDF5 file", "\u0089HDF\r\n\u001a\n"),
  ZIP("an npz (zip) archive", "PK\u0003\u0004"),
  PARQUET("a Parquet file", "PAR1"),
  NPY("a single NumPy array", "\u0093NUMPY"),
  ROOT("a ROOT file", "root"),
  OTHER("a file of an unknown format", "");

  private final String what;
  private final String magic;

  Container(String what, String magic) {
    this.what = what;
    this.magic = magic;
  }

  /** In words, with an article. */
  String what() {
    return what;
  }

  /** The container of a file. */
  static Container of(ReadableFile file) {
    String first = new String(file.firstBytes(8), StandardCharsets.ISO_8859_1);
    for (Container container : values()) {
      if (first.startsWith(container.magic)) {
        return container;
      }
    }
    return OTHER;
  }
}
