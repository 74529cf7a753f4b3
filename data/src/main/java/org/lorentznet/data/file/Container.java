package org.lorentznet.data.file;

import java.nio.charset.StandardCharsets;

/** The format around a layout or table, told by a file's first bytes. */
public enum Container {
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
  public String what() {
    return what;
  }

  /** The container of a file. */
  public static Container of(ReadableFile file) {
    String first = new String(file.firstBytes(8), StandardCharsets.ISO_8859_1);
    for (Container container : values()) {
      if (first.startsWith(container.magic)) {
        return container;
      }
    }
    return OTHER;
  }
}
