package org.lorentznet.server;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How scores may go out. */
enum AnswerKind {
  JSON("application/json", ""),
  CSV("text/csv", ".csv"),
  PARQUET("application/vnd.apache.parquet", ".parquet"),
  NPZ("application/x-npz", ".npz");

  private final String type;
  private final String extension;

  AnswerKind(String type, String extension) {
    this.type = type;
    this.extension = extension;
  }

  String type() {
    return type;
  }

  /** Of the score file that is the answer; empty for JSON. */
  String extension() {
    return extension;
  }

  /**
   * The kind that {@code Accept} headers name first; JSON where anything will do.
   *
   * @throws Problem where there is none of the names
   */
  static AnswerKind of(List<String> accept) {
    List<String> names =
        accept.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(name -> name.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.isEmpty()) {
      return JSON;
    }
    return names.stream()
        .map(AnswerKind::named)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                Problem.Kind.NOT_ACCEPTABLE,
                "scores can be had as "
                    + Arrays.stream(values())
                        .map(kind -> kind.type)
                        .collect(Collectors.joining(", "))));
  }

  private static Optional<AnswerKind> named(String name) {
    if (name.equals("*/*") || name.equals("application/*")) {
      return Optional.of(JSON);
    }
    return Arrays.stream(values()).filter(kind -> kind.type.equals(name)).findFirst();
  }
}
