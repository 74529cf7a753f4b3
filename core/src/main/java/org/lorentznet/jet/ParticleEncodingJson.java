package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/** A {@link ParticleEncoding} as the JSON keys {@code scalars} and {@code reference_vectors}. */
public final class ParticleEncodingJson {
  /** Kinds of scalars that are made of four-momenta alone. */
  public static final List<String> KINDS_OF_MOMENTA =
      Stream.concat(
              Stream.of("mass", "jet_mass", "jet_product"),
              Arrays.stream(ParticleScalar.Kinematic.Quantity.values())
                  .map(ParticleScalar.Kinematic.Quantity::key))
          .toList();

  private ParticleEncodingJson() {}

  /**
   * {@return the two keys with their values}
   *
   * @param encoding the encoding
   */
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

  /**
   * One scalar.
   *
   * @param scalar the scalar
   * @return its JSON value
   */
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
    } else if (scalar instanceof ParticleScalar.JetMass) {
      json.put("kind", "jet_mass");
    } else if (scalar instanceof ParticleScalar.JetProduct) {
      json.put("kind", "jet_product");
    } else if (scalar instanceof ParticleScalar.Kinematic kinematic) {
      json.put("kind", kinematic.quantity().key());
    }
    return json;
  }

  /**
   * Reads the two keys.
   *
   * @param json an object that holds them
   * @return the encoding
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
   * @param json what {@link #write(ParticleScalar)} gave
   * @return the scalar
   * @throws MismatchException naming the key that is missing or wrong
   */
  public static ParticleScalar readScalar(JsonObject json) {
    String kind = json.text("kind");
    return switch (kind) {
      case "constant" -> new ParticleScalar.Constant(json.number("value"));
      case "feature" -> new ParticleScalar.Feature(json.text("column"));
      case "one_hot" ->
          new ParticleScalar.OneHot(
              json.text("column"), json.numbers("values").stream().map(Double::intValue).toList());
      default ->
          ofMomenta(kind)
              .orElseThrow(() ->
                  new MismatchException(
                      json.where()
                          + ": unknown scalar '"
                          + kind
                          + "'; known: constant, feature, one_hot, "
                          + String.join(", ", KINDS_OF_MOMENTA)));
    };
  }

  /**
   * {@return the scalar of a kind that is made of four-momenta alone; empty where there is none}
   *
   * @param kind the name in model files
   */
  public static Optional<ParticleScalar> ofMomenta(String kind) {
    return switch (kind) {
      case "mass" -> Optional.of(new ParticleScalar.Mass());
      case "jet_mass" -> Optional.of(new ParticleScalar.JetMass());
      case "jet_product" -> Optional.of(new ParticleScalar.JetProduct());
      default ->
          Arrays.stream(ParticleScalar.Kinematic.Quantity.values())
              .filter(quantity -> quantity.key().equals(kind))
              .findFirst()
              .map(ParticleScalar.Kinematic::new);
    };
  }
}
