package org.lorentznet.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

/** The public data sets that are known by name. */
public record Catalogue(List<PublicDataset> datasets) {
  private static final String BUILT_IN = "datasets.json";

  public Catalogue {
    datasets = List.copyOf(datasets);
  }

  /** Those that the program knows of. */
  public static Catalogue builtIn() {
    try (InputStream in = Catalogue.class.getResourceAsStream(BUILT_IN)) {
      return parse(BUILT_IN, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Those of a file in the format of the built-in {@code datasets.json}.
   *
   * @throws UserException where it cannot be read
   */
  public static Catalogue read(Path file) {
    ReadableFile readable = ReadableFile.of(file);
    try {
      return parse(file.toString(), readable.reading("JSON", () -> Files.readString(file)));
    } catch (Json.SyntaxException | IllegalArgumentException e) {
      throw new FileFormatException(file, "is not a catalogue of data sets: " + e.getMessage(), e);
    }
  }

  private static Catalogue parse(String where, String text) {
    JsonObject json = new JsonObject(where, Json.parseObject(text));
    return new Catalogue(json.objects("datasets").stream().map(PublicDataset::of).toList());
  }

  /**
   * The data set of a name.
   *
   * @throws UserException listing the names there are
   */
  public PublicDataset named(String name) {
    return datasets.stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UserException("no data set '" + name + "' is known; there are: " + names()));
  }

  private String names() {
    return datasets.stream().map(PublicDataset::name).collect(Collectors.joining(", "));
  }
}
