package org.lorentznet.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lorentznet.errors.FileFormatException;

/** Names of files in which {@code *}, {@code ?} and {@code [...]} stand for others. */
final class FilePatterns {
  private FilePatterns() {}

  /**
   * The files that paths and patterns name, those of a pattern in the order of their names.
   *
   * @throws FileFormatException for a pattern that no file fits
   */
  static List<Path> expand(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (isPattern(path) && !Files.exists(path)) {
        files.addAll(fitting(path));
      } else {
        files.add(path);
      }
    }
    return files;
  }

  private static boolean isPattern(Path path) {
    return path.toString().chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  /** The files that fit a pattern, whose folders may have patterns too. */
  private static List<Path> fitting(Path pattern) {
    List<Path> found = new ArrayList<>();
    Path root = pattern.getRoot();
    found.add(root == null ? Path.of("") : root);
    for (Path name : pattern) {
      List<Path> deeper = new ArrayList<>();
      for (Path folder : found) {
        if (!isPattern(name)) {
          deeper.add(folder.resolve(name));
        } else if (Files.isDirectory(folder.toString().isEmpty() ? Path.of(".") : folder)) {
          deeper.addAll(entries(folder, name.toString()));
        }
      }
      found = deeper;
    }
    List<Path> files = found.stream().filter(Files::isRegularFile).sorted().toList();
    if (files.isEmpty()) {
      throw new FileFormatException(pattern, "no file fits this pattern");
    }
    return files;
  }

  private static List<Path> entries(Path folder, String glob) {
    boolean here = folder.toString().isEmpty();
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(here ? Path.of(".") : folder, glob)) {
      stream.forEach(entry -> entries.add(here ? entry.getFileName() : entry));
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new FileFormatException(folder, "cannot be listed: " + e.getMessage(), e);
    }
    return entries;
  }
}
