package org.lorentznet.server.models;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/**
 * Where models are, as the command line says.
 *
 * @param key of a file; empty for a folder, whose files are named as keys
 * @param path of the file or folder
 */
public record ModelPlace(Optional<ModelKey> key, Path path) {
  /** What a model's name in a folder ends with; other files may lie there, too. */
  private static final Set<String> EXTENSIONS = Set.of("safetensors", "onnx");

  /**
   * A place as users write it: {@code FILE}, {@code NAME=FILE}, {@code NAME@VERSION=FILE}, or a
   * folder, in which {@code NAME.safetensors}, {@code NAME@VERSION.onnx} and the like are models. A
   * file without a name takes its own.
   *
   * @throws UserException where there is neither file nor folder, or a name will not do
   */
  public static ModelPlace parse(String text) {
    int equals = text.indexOf('=');
    boolean named = equals > 0 && !Files.exists(Path.of(text));
    Path path = Path.of(named ? text.substring(equals + 1) : text);
    if (!Files.exists(path)) {
      throw new FileFormatException(path, "no such file or folder");
    }
    if (named) {
      return new ModelPlace(Optional.of(ModelKey.parse(text.substring(0, equals))), path);
    }
    return Files.isDirectory(path)
        ? new ModelPlace(Optional.empty(), path)
        : new ModelPlace(Optional.of(keyOf(path)), path);
  }

  private static ModelKey keyOf(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    try {
      return ModelKey.parse(stem);
    } catch (UserException e) {
      throw new UserException(file + ": " + e.getMessage() + "; say --model NAME=" + file, e);
    }
  }

  /**
   * The files that are here now, by key.
   *
   * @throws UserException where the folder cannot be read, or a file's name is no key
   */
  Map<ModelKey, Path> files() {
    if (key.isPresent()) {
      return Map.of(key.get(), path);
    }
    Map<ModelKey, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (!name.startsWith(".") && EXTENSIONS.contains(extension)) {
          files.put(keyOf(entry), entry);
        }
      }
    } catch (IOException e) {
      throw new FileFormatException(path, FileReplacement.reason(e), e);
    }
    return files;
  }
}
