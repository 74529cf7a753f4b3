package org.lorentznet.data.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.lorentznet.errors.FileFormatException;

/**
 * A file that appears complete or not at all: it is written under a temporary name in the same
 * folder and moved into place by {@link #commit}; closed without that, it is removed.
 */
public final class NewFile implements AutoCloseable {
  private final Path target;
  private final Path temporary;
  private boolean committed;

  /**
   * Chooses the temporary name; creates nothing yet.
   *
   * @throws FileFormatException where the folder does not exist or the target is a folder
   */
  public NewFile(Path target) {
    this.target = target;
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileFormatException(target, "cannot be written: no such folder " + folder);
    }
    if (Files.isDirectory(target)) {
      throw new FileFormatException(target, "cannot be written: is a folder");
    }
    String unique = UUID.randomUUID().toString().substring(0, 8);
    temporary = folder.resolve("." + target.getFileName() + "." + unique + ".part");
  }

  /** Where to write. */
  public Path path() {
    return temporary;
  }

  /** The file as the user named it. */
  public Path target() {
    return target;
  }

  /** A piece of writing. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  /**
   * Runs a piece of writing.
   *
   * @throws FileFormatException where the file system refuses (no space, no permission)
   */
  public void writing(Writing work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new FileFormatException(target, "cannot be written: " + e.getMessage(), e);
    }
  }

  /** Moves the complete file into place, over an existing one. */
  public void commit() {
    writing(() -> {
      try {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
      }
    });
    committed = true;
  }

  /** Removes what was written, unless committed. */
  @Override
  public void close() {
    if (!committed) {
      writing(() -> Files.deleteIfExists(temporary));
    }
  }
}
