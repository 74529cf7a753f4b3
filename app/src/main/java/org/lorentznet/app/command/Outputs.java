package org.lorentznet.app.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lorentznet.files.FileReplacement;

/** Files that commands write. */
final class Outputs {
  private Outputs() {}

  /**
   * Checks before the work that its results can be written.
   *
   * @param files those that are null are left out
   * @throws org.lorentznet.errors.UserException where a folder does not exist or must not be
   *     written to
   */
  static void requireWritable(Path... files) {
    for (Path file : files) {
      if (file == null) {
        continue;
      }
      try (FileReplacement replacement = new FileReplacement(file)) {
        replacement.requirePermission();
      }
    }
  }

  /** Writes a text file, complete or not at all. */
  static void write(Path file, String text) {
    FileReplacement.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
