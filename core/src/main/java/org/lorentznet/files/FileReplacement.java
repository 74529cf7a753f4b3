package org.lorentznet.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lorentznet.errors.UserException;

/**
 * A file written under a temporary name in the same folder and moved into place when it is whole:
 * whoever looks sees the old file or the new one, also when the program is killed or the disk is
 * full. Files that are not regular (a pipe, a terminal) are written to directly; symbolic links are
 * followed.
 *
 * <pre>{@code
 * try (FileReplacement replacement = new FileReplacement(file)) {
 *   library.writeTo(replacement.temporary());
 *   replacement.commit();
 * }
 * }</pre>
 */
public final class FileReplacement implements AutoCloseable {
  /** End of the names of unfinished files; they begin with a dot and the file's own name. */
  public static final String SUFFIX = ".tmp";

  private static final int LONGEST_NAME_KEPT = 200;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final AtomicLong COUNT = new AtomicLong();

  /** Temporary files that may be there now. */
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Path target;
  private final Path temporary;
  private boolean committed;

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out left open
     * @throws IOException where the file system refuses
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A piece of writing. */
  @FunctionalInterface
  public interface Writing {
    /**
     * Does the work.
     *
     * @throws IOException where the file system refuses
     */
    void run() throws IOException;
  }

  /**
   * Chooses a temporary name; nothing is created.
   *
   * @param file the file to be written, as the user named it
   * @throws UserException where its folder does not exist, or it is a folder itself
   */
  public FileReplacement(Path file) {
    this(file, false);
  }

  private FileReplacement(Path file, boolean alwaysTemporary) {
    this.file = file;
    this.target = followed(file);
    Path folder = target.getParent();
    if (Files.isDirectory(target)) {
      throw new UserException(file + ": cannot be written: it is a folder");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserException(file + ": cannot be written: there is no folder " + folder);
    }
    String name = target.getFileName().toString();
    temporary =
        !alwaysTemporary && Files.exists(target) && !Files.isRegularFile(target)
            ? target
            : folder.resolve(
                "."
                    + kept(name)
                    + "."
                    + ProcessHandle.current().pid()
                    + "-"
                    + COUNT.incrementAndGet()
                    + SUFFIX);
    if (!temporary.equals(target)) {
      UNFINISHED.add(temporary);
    }
  }

  /**
   * {@return a temporary file on the way to another: beside it, never moved into its place, removed
   * by {@link #close}}
   *
   * @param file the file to be made of it in the end, which is named in errors
   * @throws UserException where its folder does not exist, or it is a folder itself
   */
  public static FileReplacement scratch(Path file) {
    return new FileReplacement(file, true);
  }

  private static String kept(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_NAME_KEPT));
  }

  private static Path followed(Path file) {
    boolean pipe = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    try {
      // The standard output is a link to what has no name, where it is a pipe.
      return Files.isSymbolicLink(file) && !pipe ? file.toRealPath() : file.toAbsolutePath();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Writes a whole file.
   *
   * @param file to be replaced
   * @param content what to write
   * @throws UserException where that fails; an older file is then as it was
   */
  public static void write(Path file, Content content) {
    try (FileReplacement replacement = new FileReplacement(file)) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(replacement.temporary()), BUFFER_BYTES)) {
        content.writeTo(out);
      } catch (IOException e) {
        throw cannotWrite(file, e);
      }
      replacement.commit();
    }
  }

  /** {@return the file as the user named it} */
  public Path file() {
    return file;
  }

  /**
   * Checks that writing is permitted, as far as that can be known without it.
   *
   * @throws UserException where it is not
   */
  public void requirePermission() {
    if (temporary.equals(target)) {
      if (!Files.isWritable(target)) {
        throw new UserException(file + ": cannot be written: permission denied");
      }
    } else if (!Files.isWritable(temporary.getParent())) {
      throw new UserException(
          file + ": cannot be written: no permission to write to folder " + temporary.getParent());
    }
  }

  /** {@return where to write until {@link #commit}} */
  public Path temporary() {
    return temporary;
  }

  /** {@return where to read what was written, before {@link #commit}; empty where it is a pipe} */
  public Optional<Path> readable() {
    return Files.isRegularFile(temporary) ? Optional.of(temporary) : Optional.empty();
  }

  /**
   * Runs a piece of writing.
   *
   * @param work writes to {@link #temporary}
   * @throws UserException where the file system refuses (no space, no permission)
   */
  public void writing(Writing work) {
    try {
      work.run();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Puts what was written in the file's place, on disk.
   *
   * @throws UserException where that fails; an older file is then as it was
   */
  public void commit() {
    writing(() -> {
      if (!temporary.equals(target)) {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        move();
      }
    });
    committed = true;
    UNFINISHED.remove(temporary);
  }

  private void move() throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what was written and not committed. */
  @Override
  public void close() {
    if (!committed && !temporary.equals(target)) {
      writing(() -> Files.deleteIfExists(temporary));
      UNFINISHED.remove(temporary);
    }
  }

  /**
   * Removes what this process has written and not committed, for the moment when it ends early:
   * whoever writes will not come to {@link #close}. To be called last in a shutdown hook.
   */
  public static void removeUnfinished() {
    for (Path temporary : UNFINISHED) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        // Nobody is left to be told; the others are still removed.
      }
    }
  }

  /**
   * Removes what killed processes have left of a file they did not finish: temporary files beside
   * it whose process is gone.
   *
   * @param file as the user names it
   * @throws UserException where they cannot be removed
   */
  public static void removeAbandoned(Path file) {
    FileReplacement here = new FileReplacement(file);
    UNFINISHED.remove(here.temporary);
    String name = here.target.getFileName().toString();
    Pattern unfinished =
        Pattern.compile(Pattern.quote("." + kept(name) + ".") + "([0-9]{1,18})-[0-9]+" + SUFFIX);
    try (Stream<Path> files = Files.list(here.target.getParent())) {
      for (Path other : files.toList()) {
        Matcher matcher = unfinished.matcher(other.getFileName().toString());
        if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
          Files.deleteIfExists(other);
        }
      }
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * {@return the error for a file that cannot be written}
   *
   * @param file as the user named it
   * @param e why
   */
  public static UserException cannotWrite(Path file, IOException e) {
    return new UserException(file + ": cannot be written: " + reason(e), e);
  }

  /**
   * {@return why a file could not be read or written, in words}
   *
   * @param e what the file system said
   */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the way";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException fileSystemException
        && fileSystemException.getReason() != null) {
      return fileSystemException.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
