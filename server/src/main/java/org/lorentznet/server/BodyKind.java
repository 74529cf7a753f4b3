package org.lorentznet.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lorentznet.server.body.FileLayouts;

/** How jets may come. */
enum BodyKind {
  JSON("application/json", null),
  PARQUET("application/vnd.apache.parquet", FileLayouts.PARQUET),
  NPZ("application/x-npz", FileLayouts.NPZ);

  private final String type;
  private final FileLayouts layouts;

  BodyKind(String type, FileLayouts layouts) {
    this.type = type;
    this.layouts = layouts;
  }

  /** Of kinds that are files. */
  Optional<FileLayouts> layouts() {
    return Optional.ofNullable(layouts);
  }

  /**
   * The kind that a {@code Content-Type} header names.
   *
   * @throws Problem where there is none of the name
   */
  static BodyKind of(Optional<String> contentType) {
    String name = contentType.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> kind.type.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                Problem.Kind.UNSUPPORTED,
                (name.isEmpty() ? "no Content-Type" : "Content-Type " + name)
                    + "; one of "
                    + Arrays.stream(values())
                        .map(kind -> kind.type)
                        .collect(Collectors.joining(", "))
                    + " expected"));
  }
}
