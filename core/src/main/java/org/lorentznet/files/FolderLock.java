package org.lorentznet.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.lorentznet.errors.UserException;

/**
 * A folder that one piece of work has for itself, by a lock on a hidden file in it. The system
 * gives it back where the process dies.
 */
public final class FolderLock implements AutoCloseable {
  /** The file's name. */
  static final String NAME = ".lock";

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder, making it where it is absent.
   *
   * @param folder to be used alone
   * @return empty where somebody else has it; a file system that knows no locks gives it to anybody
   * @throws UserException where the folder cannot be made or written to
   */
  public static Optional<FolderLock> take(Path folder) {
    try {
      Files.createDirectories(folder);
      FolderLock lock =
          new FolderLock(
              folder,
              FileChannel.open(
                  folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      if (lock.acquired()) {
        return Optional.of(lock);
      }
      lock.close();
      return Optional.empty();
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(folder, e);
    }
  }

  private boolean acquired() {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Lets others have the folder. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileReplacement.cannotWrite(folder, e);
    }
  }
}
