package org.lorentznet.data.compression;

import java.util.zip.DataFormatException;

/** What data made, and what they should have. */
final class Lengths {
  private Lengths() {}

  static void require(String what, long made, long expected) throws DataFormatException {
    if (made != expected) {
      throw new DataFormatException(
          what + " data of " + made + " bytes, " + expected + " expected");
    }
  }
}
