package org.lorentznet.jet;

import java.util.Optional;

/** Jets that can be read from the start as often as wanted: a file, several files, or memory. */
public interface JetSource {
  /** {@return what the source holds} */
  JetSchema schema();

  /**
   * Begins to read at the first jet.
   *
   * @return a stream of its jets, to be closed
   * @throws org.lorentznet.errors.FileFormatException where the file is gone or damaged
   */
  JetStream open();

  /**
   * Begins to read in any order. Empty where that would be slow: what lies before a jet would have
   * to be read first, as in a compressed npz.
   *
   * @return the way in, to be closed
   * @throws org.lorentznet.errors.FileFormatException where the file is gone or damaged
   */
  default Optional<JetAccess> access() {
    return Optional.empty();
  }
}
