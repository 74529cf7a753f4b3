package org.lorentznet.onnx.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.model.ModelDescription;

/**
 * What an ONNX model takes and gives, as its metadata or a file beside it says (docs/onnx.md).
 *
 * @param model what it is
 * @param inputs all of them
 * @param output the one that scores are taken from
 * @param particles the number to which jets are cut and padded; empty where any will do
 * @param byMomentum whether constituents are put in order of falling pT
 */
record OnnxDescription(
    ModelDescription model,
    List<ModelInput> inputs,
    ModelOutput output,
    OptionalInt particles,
    boolean byMomentum) {
  private static final int MOST_PARTICLES = 1_000_000;

  /** Names of the constituent columns that inputs are made of. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    for (ModelInput input : inputs) {
      for (InputValue value : input.values()) {
        if (value.source() instanceof InputValue.Source.Scalar(ParticleScalar scalar)) {
          columns.add(column(scalar));
        }
      }
    }
    return columns;
  }

  static String column(ParticleScalar scalar) {
    return switch (scalar) {
      case ParticleScalar.Feature feature -> feature.column();
      case ParticleScalar.OneHot hot -> hot.column();
      default -> throw new IllegalArgumentException("not made of a column: " + scalar);
    };
  }

  /**
   * Reads a description.
   *
   * @param text JSON
   * @param source where it is from, for messages
   * @throws FileFormatException where it is not JSON, or of another version
   * @throws MismatchException naming the key that is missing or wrong
   */
  static OnnxDescription parse(String text, String source) {
    JsonObject json;
    try {
      Map<String, Object> members = new LinkedHashMap<>(Json.parseObject(text));
      // Of other programs' models neither may be known.
      members.putIfAbsent("configuration", Map.of());
      members.putIfAbsent("provenance", Map.of());
      json = new JsonObject(source, members);
    } catch (Json.SyntaxException e) {
      throw new FileFormatException(source, "the description is " + e.getMessage(), e);
    }
    ModelDescription model = ModelDescription.read(json, source);
    if (model.classes().size() < 2) {
      throw new MismatchException(source + ": key 'classes' holds fewer than 2 names");
    }
    return new OnnxDescription(
        model,
        json.objects("inputs").stream().map(ModelInput::read).toList(),
        ModelOutput.read(json.object("output"), model.classes().size()),
        json.has("particles")
            ? OptionalInt.of(json.integer("particles", 1, MOST_PARTICLES))
            : OptionalInt.empty(),
        byMomentum(json));
  }

  private static boolean byMomentum(JsonObject json) {
    if (json.has("order") && !json.text("order").equals("pt")) {
      throw new MismatchException(
          json.where() + ": key 'order' is '" + json.text("order") + "', expected pt");
    }
    return json.has("order");
  }
}
