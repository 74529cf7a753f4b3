package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.json.JsonObject;

/**
 * A model that a training builds on.
 *
 * @param name where it was found
 * @param digest of all that it is: architecture, configuration, weights
 */
public record ModelName(String name, String digest) {
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("digest", digest);
    return json;
  }

  static ModelName fromJson(JsonObject json) {
    return new ModelName(json.text("name"), json.text("digest"));
  }
}
