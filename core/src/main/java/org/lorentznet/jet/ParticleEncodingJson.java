package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/** A {@link ParticleEncoding} as the JSON keys {@code scalars} and {@code reference_vectors}. */
public final class ParticleEncodingJson {
  private ParticleEncodingJson() {}

  /** The two keys with their values. */
  public static Map<String, Object> write(ParticleEncoding encoding) {
    List<Object> scalars = new ArrayList<>();
    for (ParticleScalar scalar : encoding.scalars()) {
      scalars.add(write(scalar));
    }
    List<Object> references = new ArrayList<>();
    for (ReferenceVector reference : encoding.referenceVectors()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("four_momentum", reference.fourMomentum());
      json.put("scalars", reference.scalars());
      references.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scalars", scalars);
    json.put("reference_vectors", references);
    return json;
  }

  /** One scalar. */
  public static Map<String, Object> write(ParticleScalar scalar) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (scalar instanceof ParticleScalar.Mass) {
      json.put("kind", "mass");
    } else if (scalar instanceof ParticleScalar.Constant constant) {
      json.put("kind", "constant");
      json.put("value", constant.value());
    } else if (scalar instanceof ParticleScalar.Feature feature) {
      json.put("kind", "feature");
      json.put("column", feature.column());
    } else if (scalar instanceof ParticleScalar.OneHot oneHot) {
      json.put("kind", "one_hot");
      json.put("column", oneHot.column());
      json.put("values", oneHot.values());
    }
    return json;
  }

  /**
   * Reads the two keys.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  public static ParticleEncoding read(JsonObject json) {
    List<ParticleScalar> scalars = new ArrayList<>();
    for (JsonObject scalar : json.objects("scalars")) {
      scalars.add(readScalar(scalar));
    }
    List<ReferenceVector> references = new ArrayList<>();
    try {
      for (JsonObject reference : json.objects("reference_vectors")) {
        references.add(
            new ReferenceVector(reference.numbers("four_momentum"), reference.numbers("scalars")));
      }
      return new ParticleEncoding(scalars, references);
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }

  /**
   * Reads one scalar.
   *
   * @throws MismatchException naming the key that is missing or wrong
   */
  public static ParticleScalar readScalar(JsonObject json) {
    String kind = json.text("kind");
    return switch (kind) {
      case "mass" -> new ParticleScalar.Mass();
      case "constant" -> new ParticleScalar.Constant(json.number("value"));
      case "feature" -> new ParticleScalar.Feature(json.text("column"));
      case "one_hot" ->
          new ParticleScalar.OneHot(
              json.text("column"), json.numbers("values").stream().map(Double::intValue).toList());
      default ->
          throw new MismatchException(
              json.where()
                  + ": unknown scalar '"
                  + kind
                  + "'; known: mass, constant, feature, one_hot");
    };
  }
}
