package org.lorentznet.data.fetch;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.files.FolderLock;

/**
 * The folder where public data sets lie on this machine, a folder each. A file that bears its own
 * name there has come whole and with the right checksum.
 *
 * @param folder need not exist
 */
public record DatasetCache(Path folder) {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration ASK_FOR_LOCK = Duration.ofMillis(300);

  /**
   * The user's own: {@code lorentznet} in {@code $XDG_CACHE_HOME}, which is {@code ~/.cache} where
   * it is not set (XDG Base Directory Specification).
   */
  public static DatasetCache ofUser() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path caches =
        given == null || !Path.of(given).isAbsolute()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(given);
    return new DatasetCache(caches.resolve("lorentznet"));
  }

  /** The folder of a data set. */
  public Path folder(PublicDataset dataset) {
    return folder.resolve(dataset.name());
  }

  /** The files of a part, where all of them are there. */
  public Optional<List<Path>> files(PublicDataset dataset, String part) {
    List<String> names = dataset.part(part);
    boolean all = dataset.holding(names).stream().allMatch(file -> holds(dataset, file));
    return all
        ? Optional.of(names.stream().map(folder(dataset)::resolve).toList())
        : Optional.empty();
  }

  /** Whether all is there that a file of the archive gives. */
  private boolean holds(PublicDataset dataset, DatasetFile file) {
    return file.files().stream()
        .map(folder(dataset)::resolve)
        .allMatch(path -> Files.isRegularFile(path) && hasSize(path, file));
  }

  /** A size that is known tells a file that somebody has cut; the checksum would take its time. */
  private static boolean hasSize(Path path, DatasetFile file) {
    try {
      return file.packed()
          || file.bytes().isEmpty()
          || Files.size(path) == file.bytes().getAsLong();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Brings in the files of some parts that are not there yet. Of several processes that fetch the
   * same data set, one works and the others wait.
   *
   * @throws UserException where a file cannot be had, is not what was published, or cannot be
   *     written
   */
  public void fetch(
      PublicDataset dataset, List<String> parts, Patience patience, FetchListener listener) {
    List<String> wanted = parts.stream().flatMap(part -> dataset.part(part).stream()).toList();
    try (FolderLock lock = lock(folder(dataset), listener);
        HttpClient client =
            HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
      try {
        for (DatasetFile file : dataset.holding(wanted)) {
          fetch(dataset, file, client, patience, listener);
        }
      } finally {
        // Or closing it would wait for the rest of an answer that nobody reads.
        client.shutdownNow();
      }
    }
  }

  private void fetch(
      PublicDataset dataset,
      DatasetFile file,
      HttpClient client,
      Patience patience,
      FetchListener listener) {
    Path target = folder(dataset).resolve(file.name());
    if (holds(dataset, file)) {
      listener.present(target);
      return;
    }
    if (!file.packed() || !Files.exists(target)) {
      try (Download download =
          new Download(file, dataset.address(file), target, patience, listener)) {
        download.run(client);
      }
    }
    if (file.packed()) {
      new TarMembers(target, listener).unpackInto(folder(dataset), file.members());
      try {
        Files.delete(target);
      } catch (IOException e) {
        throw new UserException(target + ": cannot be removed: " + FileReplacement.reason(e), e);
      }
    }
  }

  private static FolderLock lock(Path folder, FetchListener listener) {
    Optional<FolderLock> lock = FolderLock.take(folder);
    if (lock.isEmpty()) {
      listener.waitsForOther(folder);
    }
    while (lock.isEmpty()) {
      try {
        Thread.sleep(ASK_FOR_LOCK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserException(folder + ": interrupted", e);
      }
      lock = FolderLock.take(folder);
    }
    return lock.get();
  }

  /** Bytes of some parts, where all are known. */
  public static OptionalLong bytes(PublicDataset dataset, List<String> parts) {
    List<String> wanted = parts.stream().flatMap(part -> dataset.part(part).stream()).toList();
    long bytes = 0;
    for (DatasetFile file : dataset.holding(wanted)) {
      if (file.bytes().isEmpty()) {
        return OptionalLong.empty();
      }
      bytes += file.bytes().getAsLong();
    }
    return OptionalLong.of(bytes);
  }
}
