package org.lorentznet.data.fetch;

import java.nio.file.Path;
import java.util.Optional;
import org.lorentznet.errors.UserException;

/** A part of a public data set as users name it in place of a file: {@code dataset:NAME/PART}. */
public record DatasetPart(String dataset, String part) {
  private static final String PREFIX = "dataset:";

  /**
   * The part that a path names; empty where it is a file's.
   *
   * @throws UserException where it lacks the part
   */
  public static Optional<DatasetPart> of(Path path) {
    String text = path.toString();
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] names = text.substring(PREFIX.length()).split("/", -1);
    if (names.length != 2) {
      throw new UserException(text + ": a data set is named as " + PREFIX + "NAME/PART");
    }
    return Optional.of(new DatasetPart(names[0], names[1]));
  }

  @Override
  public String toString() {
    return PREFIX + dataset + "/" + part;
  }
}
