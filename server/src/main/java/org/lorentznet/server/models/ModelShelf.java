package org.lorentznet.server.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/**
 * The models that are served. Whoever has asked for one keeps it, whatever becomes of its file;
 * whoever asks next gets the newest that could be read.
 */
public final class ModelShelf {
  private final List<ModelPlace> places;
  private final ModelReader reader;
  private final ShelfListener listener;

  /** The stamp of each file when it was read last, whether it was a model or not. */
  private final Map<ModelKey, FileStamp> seen = new HashMap<>();

  private final Map<ModelPlace, String> complaints = new HashMap<>();
  private volatile NavigableMap<ModelKey, ServedModel> models = new TreeMap<>();
  private volatile String defaultName;

  /**
   * Reads all models.
   *
   * @throws UserException where one cannot be read, there is none, or two have one key
   */
  public ModelShelf(List<ModelPlace> places, ModelReader reader, ShelfListener listener) {
    this.places = List.copyOf(places);
    this.reader = reader;
    this.listener = listener;
    NavigableMap<ModelKey, ServedModel> read = new TreeMap<>();
    for (ModelPlace place : places) {
      for (Map.Entry<ModelKey, Path> file : place.files().entrySet()) {
        ServedModel model = read(file.getKey(), file.getValue());
        if (read.put(file.getKey(), model) != null) {
          throw new UserException(
              file.getValue() + ": there are two models " + file.getKey() + "; say NAME@VERSION=");
        }
        if (defaultName == null) {
          defaultName = file.getKey().name();
        }
        listener.loaded(model);
      }
    }
    if (read.isEmpty()) {
      throw new UserException("there is no model in " + places.getFirst().path());
    }
    models = read;
  }

  /** All models, by name and version. */
  public Collection<ServedModel> all() {
    return models.values();
  }

  /** The newest version of the model that was named first. */
  public Optional<ServedModel> newest() {
    return newest(defaultName);
  }

  /** The newest version of a model. */
  public Optional<ServedModel> newest(String name) {
    return models.descendingMap().values().stream()
        .filter(model -> model.key().name().equals(name))
        .findFirst();
  }

  /** One version of a model. */
  public Optional<ServedModel> find(String name, String version) {
    return models.values().stream()
        .filter(model -> model.key().name().equals(name) && model.key().version().equals(version))
        .findFirst();
  }

  /** Looks at all files again: reads what is new or has changed, withdraws what is gone. */
  public synchronized void refresh() {
    NavigableMap<ModelKey, ServedModel> now = new TreeMap<>();
    for (ModelPlace place : places) {
      filesOf(place)
          .forEach((key, file) -> renew(key, file).ifPresent(model -> now.put(key, model)));
    }
    for (ServedModel model : models.values()) {
      if (!now.containsKey(model.key())) {
        seen.remove(model.key());
        listener.withdrawn(model);
      }
    }
    models = now;
  }

  /** The files of a place; where it cannot be read, those that are known. */
  private Map<ModelKey, Path> filesOf(ModelPlace place) {
    try {
      Map<ModelKey, Path> files = place.files();
      complaints.remove(place);
      return files;
    } catch (UserException e) {
      if (!e.getMessage().equals(complaints.put(place, e.getMessage()))) {
        listener.unreadable(place, e.getMessage());
      }
      Map<ModelKey, Path> known = new TreeMap<>();
      for (ServedModel model : models.values()) {
        if (place.path().equals(model.file().getParent())) {
          known.put(model.key(), model.file());
        }
      }
      return known;
    }
  }

  /** The model of a file as it is now, or the older one where it is no model. */
  private Optional<ServedModel> renew(ModelKey key, Path file) {
    Optional<ServedModel> old = Optional.ofNullable(models.get(key));
    Optional<FileStamp> stamp = FileStamp.of(file);
    if (stamp.isEmpty() || stamp.get().equals(seen.get(key))) {
      return old; // a file that is being replaced may be missing for a moment
    }
    try {
      ServedModel model = read(key, file);
      if (old.isPresent() && old.get().digest().equals(model.digest())) {
        return old;
      }
      listener.loaded(model);
      return Optional.of(model);
    } catch (UserException e) {
      listener.refused(key, e.getMessage());
      return old;
    }
  }

  private ServedModel read(ModelKey key, Path file) {
    FileStamp.of(file).ifPresent(stamp -> seen.put(key, stamp));
    String digest = digest(file);
    ReadModel model = reader.read(file);
    if (!digest.equals(digest(file))) {
      seen.remove(key);
      throw new FileFormatException(file, "was written to while it was read");
    }
    return new ServedModel(key, file, digest, Instant.now(), model);
  }

  private static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestInputStream digesting = new DigestInputStream(in, sha)) {
        digesting.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new FileFormatException(file, FileReplacement.reason(e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
