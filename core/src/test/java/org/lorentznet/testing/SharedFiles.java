package org.lorentznet.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that lie beside the checkout, in {@code ../shared} (or where the system property {@code
 * lorentznet.shared} says), because their licence keeps them out of the repository. A test that
 * asks for an absent one is skipped, and says so.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * A file under the shared folder.
   *
   * @param name e.g. {@code "golden/top-eval.safetensors"}
   */
  public static Path require(String name) {
    Path file = folder().resolve(name);
    assumeTrue(
        Files.exists(file), () -> "skipped: " + name + " is not in the shared folder " + folder());
    return file;
  }

  private static Path folder() {
    String property = System.getProperty("lorentznet.shared");
    return property != null ? Path.of(property) : repository().resolveSibling("shared");
  }

  /** The root of the checkout: the nearest folder above that holds the launcher's sources. */
  public static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("core/src"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("tests run inside the checkout");
    }
    return folder;
  }
}
