package org.lorentznet.data.description;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Documents in YAML whose outermost level is keys with values. */
public final class YamlFile {
  private static final long LARGEST = 1 << 20;

  private YamlFile() {}

  /**
   * The keys and values of a file, in its order.
   *
   * @throws FileFormatException where it cannot be read, is not YAML, or holds no keys
   */
  public static Map<String, Object> read(Path path) {
    ReadableFile file = ReadableFile.of(path);
    if (file.size() > LARGEST) {
      throw new FileFormatException(path, "is too long for a YAML file of settings");
    }
    return file.reading(
        "YAML",
        () -> {
          try (InputStream in = Files.newInputStream(path)) {
            return parse(path, in);
          }
        });
  }

  /**
   * The keys and values of a document.
   *
   * @param source for messages
   * @throws FileFormatException where it is not YAML, or holds no keys
   */
  static Map<String, Object> parse(Object source, InputStream in) {
    Object document;
    try {
      document =
          YAMLMapper.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build()
              .readValue(in, Object.class);
    } catch (JacksonException e) {
      throw new FileFormatException(
          source,
          "is not valid YAML: " + e.getOriginalMessage().replaceFirst("^[\\w.]+Exception: ", ""),
          e);
    }
    if (!(document instanceof Map<?, ?> map)) {
      throw new FileFormatException(source, "is not a list of 'key: value' lines");
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    map.forEach((key, value) -> settings.put(String.valueOf(key), value));
    return settings;
  }
}
