package org.lorentznet.server.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A private folder for bodies and answers that are files. Names in it are numbers: nothing of a
 * request becomes part of a path.
 */
public final class Spool implements AutoCloseable {
  private final Path folder;
  private final AtomicLong count = new AtomicLong();

  /** Makes the folder, readable by this user alone. */
  public Spool() {
    try {
      folder = Files.createTempDirectory("lorentznet-server-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that is removed once it is closed. */
  public final class SpoolFile implements AutoCloseable {
    private final Path path;

    private SpoolFile(String extension) {
      path = folder.resolve(count.incrementAndGet() + extension);
    }

    public Path path() {
      return path;
    }

    /** Fills it. */
    void fill(InputStream in) throws IOException {
      try (OutputStream out = Files.newOutputStream(path)) {
        in.transferTo(out);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A file that is not there yet.
   *
   * @param extension e.g. {@code ".csv"}; not from a request
   */
  public SpoolFile file(String extension) {
    return new SpoolFile(extension);
  }

  /** Files that are there now. */
  public long files() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        Files.deleteIfExists(entry);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
