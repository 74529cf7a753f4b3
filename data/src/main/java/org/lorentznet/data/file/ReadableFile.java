package org.lorentznet.data.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MemoryExceededException;
import org.lorentznet.errors.UserException;

/**
 * A file of which nothing is trusted: whatever is in it, reading ends in a value or a clear error.
 */
public record ReadableFile(Path path) {
  private static final int LONGEST_CAUSE = 200;

  /**
   * A file that is there.
   *
   * @throws FileFormatException where it is absent, a folder, empty or not readable
   */
  public static ReadableFile of(Path path) {
    if (Files.isDirectory(path)) {
      throw new FileFormatException(path, "is a folder, a file expected");
    }
    if (!Files.exists(path)) {
      throw new FileFormatException(path, "no such file");
    }
    if (!Files.isReadable(path)) {
      throw new FileFormatException(path, "cannot be read (permission denied)");
    }
    ReadableFile file = new ReadableFile(path);
    if (file.size() == 0) {
      throw new FileFormatException(path, "is empty");
    }
    return file;
  }

  /** Bytes of the file. */
  public long size() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new FileFormatException(path, "cannot be read: " + oneLine(e), e);
    }
  }

  /** The first {@code count} bytes, or as many as there are. */
  public byte[] firstBytes(int count) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw new FileFormatException(path, "cannot be read: " + oneLine(e), e);
    }
  }

  /**
   * Runs a piece of reading, in which the libraries that do it may fail in any way.
   *
   * @param format e.g. {@code "HDF5"}, for the message
   * @throws UserException as the work throws it
   * @throws MemoryExceededException where Java has too little memory
   * @throws FileFormatException for anything else
   */
  public <T> T reading(String format, Callable<T> work) {
    try {
      return work.call();
    } catch (UserException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new MemoryExceededException(path, Runtime.getRuntime().maxMemory(), e);
    } catch (Exception | StackOverflowError | InternalError e) {
      String problem =
          isUnsupported(e) ? "damaged, or of an unsupported kind of " : "damaged or truncated ";
      throw new FileFormatException(path, problem + format + " file (" + oneLine(e) + ")", e);
    }
  }

  /** Whether a library says that it lacks something: the file may be good. */
  private static boolean isUnsupported(Throwable e) {
    Throwable root = root(e);
    return root.getClass().getSimpleName().startsWith("Unsupported")
        || String.valueOf(root.getMessage()).startsWith("Unsupported");
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String oneLine(Throwable e) {
    Throwable root = root(e);
    String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    text = text.replaceAll("\\s+", " ").strip();
    return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE) + "...";
  }

  /** The file as the user named it. */
  @Override
  public String toString() {
    return path.toString();
  }
}
