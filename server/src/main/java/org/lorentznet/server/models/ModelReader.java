package org.lorentznet.server.models;

import java.nio.file.Path;

/** Reads model files of the kinds that the program knows. */
@FunctionalInterface
public interface ModelReader {
  /**
   * Reads a model.
   *
   * @throws org.lorentznet.errors.UserException where the file is no model, or damaged
   */
  ReadModel read(Path file);
}
