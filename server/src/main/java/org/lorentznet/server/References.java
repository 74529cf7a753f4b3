package org.lorentznet.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.server.models.ModelKey;
import org.lorentznet.server.monitoring.ReferenceScores;

/** Score files that tell how the scores of models should be distributed. */
public final class References {
  /** Of all models for which nothing else is said. */
  private static final String ALL = "";

  private final Map<String, Path> files = new LinkedHashMap<>();

  /**
   * Files as users write them: {@code FILE}, {@code NAME=FILE} or {@code NAME@VERSION=FILE}.
   *
   * @throws FileFormatException where a file is missing
   */
  public References(List<String> texts) {
    for (String text : texts) {
      int equals = text.indexOf('=');
      boolean named = equals > 0 && !Files.exists(Path.of(text));
      Path file = Path.of(named ? text.substring(equals + 1) : text);
      if (!Files.isRegularFile(file)) {
        throw new FileFormatException(file, "no such file");
      }
      files.put(named ? text.substring(0, equals) : ALL, file);
    }
  }

  /**
   * The reference that was named for a model.
   *
   * @throws org.lorentznet.errors.UserException where it cannot be read, or has other classes
   */
  Optional<ScoreDistribution> of(ModelKey key, int classes) {
    Path file = files.getOrDefault(key.toString(), files.getOrDefault(key.name(), files.get(ALL)));
    return Optional.ofNullable(file).map(path -> ReferenceScores.read(path, classes));
  }
}
