package org.lorentznet.data;

import java.nio.file.Path;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.JetSource;

/** How jets may lie in a file: one of those known here, or one that a user describes. */
public interface JetLayout {
  /** The name users know, e.g. {@code top-reference}; of a description its file's. */
  String preset();

  /**
   * The jets of a file.
   *
   * @throws org.lorentznet.errors.FileFormatException where the file is damaged, or not of this
   *     layout
   */
  JetSource open(ReadableFile file);

  /** Whether a name is not one known here, but that of a YAML file. */
  static boolean isFile(String preset) {
    return preset.matches(".*\\.(yaml|yml)");
  }

  /** The layout of a name, or that which a YAML file describes. */
  static JetLayout of(String preset) {
    return isFile(preset) ? DescribedLayout.read(Path.of(preset)) : Layout.named(preset);
  }
}
