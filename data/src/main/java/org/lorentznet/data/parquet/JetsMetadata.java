package org.lorentznet.data.parquet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.json.Json;

/**
 * What a file of jets tells about itself: a JSON document under the key {@value #KEY}.
 *
 * @param classes names in label order; empty where the jets are not labelled
 */
record JetsMetadata(List<String> classes) {
  static final String KEY = "lorentznet";

  private static final int VERSION = 1;

  /** The document for jets of a source. */
  static String document(JetSchema schema) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", "jets");
    document.put("version", VERSION);
    document.put("units", "GeV");
    document.put("classes", schema.classes());
    document.put("origin", Map.of("source", schema.source(), "layout", schema.layout()));
    return Json.write(document);
  }

  /**
   * Reads a document.
   *
   * @throws Json.SyntaxException where it is not JSON
   */
  static Optional<JetsMetadata> parse(String document) {
    if (document == null) {
      return Optional.empty();
    }
    Object classes = Json.parseObject(document).get("classes");
    List<String> names = new ArrayList<>();
    if (classes instanceof List<?> list) {
      list.forEach(name -> names.add(String.valueOf(name)));
    }
    return Optional.of(new JetsMetadata(names));
  }
}
