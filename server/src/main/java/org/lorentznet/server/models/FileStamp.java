package org.lorentznet.server.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/** What changes when a file is replaced or written to. */
record FileStamp(FileTime modified, long size, String key) {
  /** The stamp of a file; empty where there is none. */
  static Optional<FileStamp> of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new FileStamp(
              found.lastModifiedTime(), found.size(), Objects.toString(found.fileKey(), "")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
