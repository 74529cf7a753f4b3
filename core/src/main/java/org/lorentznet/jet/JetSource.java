package org.lorentznet.jet;

/** Jets that can be read from the start as often as wanted: a file, several files, or memory. */
public interface JetSource {
  /** What the source holds. */
  JetSchema schema();

  /**
   * Begins to read at the first jet.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is gone or damaged
   */
  JetStream open();
}
