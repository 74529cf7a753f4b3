package org.lorentznet.network.lorentz;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleEncodingJson;
import org.lorentznet.json.JsonObject;

/**
 * Everything that defines a LorentzNet but its weights.
 *
 * @param width hidden width C, at least 1
 * @param blocks number L of Lorentz group equivariant blocks, at least 1
 * @param classes number of classes, at least 2
 * @param encoding scalars of a particle and reference vectors
 * @param coordinateScale c of the coordinate update
 * @param coordinateClamp bound on each component of each edge's term of the coordinate update;
 *     empty leaves the network exactly Lorentz equivariant. Published weights were trained with 100
 * @param poolingDivisor D, by which the sum of hidden states over a jet's particles is divided;
 *     empty divides by the jet's own number of particles
 * @param dropout probability with which the decoder drops a hidden value in training
 * @param omitted parts that the network is without
 */
public record LorentzNetConfiguration(
    int width,
    int blocks,
    int classes,
    ParticleEncoding encoding,
    double coordinateScale,
    OptionalDouble coordinateClamp,
    OptionalDouble poolingDivisor,
    double dropout,
    Set<NetworkPart> omitted) {
  /** The published width. */
  public static final int PUBLISHED_WIDTH = 72;

  /** The published number of blocks. */
  public static final int PUBLISHED_BLOCKS = 6;

  /** The published dropout probability. */
  public static final double PUBLISHED_DROPOUT = 0.2;

  private static final String OMITTED = "omitted";
  private static final int MAX_WIDTH = 4096;
  private static final int MAX_BLOCKS = 1000;
  private static final int MAX_CLASSES = 10_000;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the one that is out of bounds
   */
  public LorentzNetConfiguration {
    requireWithin("width", width, 1, MAX_WIDTH);
    requireWithin("blocks", blocks, 1, MAX_BLOCKS);
    requireWithin("classes", classes, 2, MAX_CLASSES);
    if (encoding.size() < 1) {
      throw new IllegalArgumentException("a particle needs at least one scalar");
    }
    if (!Double.isFinite(coordinateScale)) {
      throw new IllegalArgumentException("coordinate scale " + coordinateScale + " is not finite");
    }
    requirePositive("coordinate clamp", coordinateClamp);
    requirePositive("pooling divisor", poolingDivisor);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout " + dropout + " is not in [0, 1)");
    }
    omitted = Collections.unmodifiableSet(new TreeSet<>(omitted));
  }

  /**
   * A network with all its parts.
   *
   * @param width C, size of a hidden state
   * @param blocks number of blocks
   * @param classes number of classes, at least 2
   * @param encoding what the network sees of a jet
   * @param coordinateScale c of the coordinate update
   * @param coordinateClamp bound on each component of each edge's term; empty for none
   * @param poolingDivisor D, by which the sum over a jet's particles is divided; empty for their
   *     number
   * @param dropout probability, in [0, 1)
   */
  public LorentzNetConfiguration(
      int width,
      int blocks,
      int classes,
      ParticleEncoding encoding,
      double coordinateScale,
      OptionalDouble coordinateClamp,
      OptionalDouble poolingDivisor,
      double dropout) {
    this(
        width,
        blocks,
        classes,
        encoding,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        dropout,
        Set.of());
  }

  /**
   * {@return the published top-tagging network; without the clamp, pooled by {@code
   * poolingDivisor}}
   *
   * @param poolingDivisor D, by which the sum over a jet's particles is divided
   */
  public static LorentzNetConfiguration topTagging(double poolingDivisor) {
    return published(ParticleEncoding.topTagging(), 5e-3, poolingDivisor);
  }

  /**
   * {@return the published quark-gluon network; without the clamp, pooled by {@code
   * poolingDivisor}}
   *
   * @param poolingDivisor D, by which the sum over a jet's particles is divided
   */
  public static LorentzNetConfiguration quarkGluon(double poolingDivisor) {
    return published(ParticleEncoding.quarkGluon(), 1e-3, poolingDivisor);
  }

  private static LorentzNetConfiguration published(
      ParticleEncoding encoding, double coordinateScale, double poolingDivisor) {
    return new LorentzNetConfiguration(
        PUBLISHED_WIDTH,
        PUBLISHED_BLOCKS,
        2,
        encoding,
        coordinateScale,
        OptionalDouble.empty(),
        OptionalDouble.of(poolingDivisor),
        PUBLISHED_DROPOUT);
  }

  /**
   * {@return the same with another width and number of blocks}
   *
   * @param newWidth C, size of a hidden state
   * @param newBlocks number of blocks
   */
  public LorentzNetConfiguration withSize(int newWidth, int newBlocks) {
    return new LorentzNetConfiguration(
        newWidth,
        newBlocks,
        classes,
        encoding,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        dropout,
        omitted);
  }

  /**
   * {@return the same with another number of classes}
   *
   * @param newClasses at least 2
   */
  public LorentzNetConfiguration withClasses(int newClasses) {
    return new LorentzNetConfiguration(
        width,
        blocks,
        newClasses,
        encoding,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        dropout,
        omitted);
  }

  /**
   * {@return the same with another clamp of the coordinate update; empty for none}
   *
   * @param clamp bound on each component of each edge's term
   */
  public LorentzNetConfiguration withCoordinateClamp(OptionalDouble clamp) {
    return new LorentzNetConfiguration(
        width, blocks, classes, encoding, coordinateScale, clamp, poolingDivisor, dropout, omitted);
  }

  /**
   * {@return the same with another pooling divisor; empty for the jet's own number of particles}
   *
   * @param divisor D of the pooling
   */
  public LorentzNetConfiguration withPoolingDivisor(OptionalDouble divisor) {
    return new LorentzNetConfiguration(
        width,
        blocks,
        classes,
        encoding,
        coordinateScale,
        coordinateClamp,
        divisor,
        dropout,
        omitted);
  }

  /**
   * {@return the same with another dropout probability}
   *
   * @param probability in [0, 1)
   */
  public LorentzNetConfiguration withDropout(double probability) {
    return new LorentzNetConfiguration(
        width,
        blocks,
        classes,
        encoding,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        probability,
        omitted);
  }

  /**
   * {@return the same with other inputs}
   *
   * @param inputs what the network sees of a jet
   */
  public LorentzNetConfiguration withEncoding(ParticleEncoding inputs) {
    return new LorentzNetConfiguration(
        width,
        blocks,
        classes,
        inputs,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        dropout,
        omitted);
  }

  /**
   * {@return the same without some parts, and with all others}
   *
   * @param parts to be left out
   */
  public LorentzNetConfiguration without(Set<NetworkPart> parts) {
    return new LorentzNetConfiguration(
        width,
        blocks,
        classes,
        encoding,
        coordinateScale,
        coordinateClamp,
        poolingDivisor,
        dropout,
        parts);
  }

  /** Whether the network has a part. */
  boolean has(NetworkPart part) {
    return !omitted.contains(part);
  }

  /** {@return the configuration as JSON values; {@link #fromJson} reads it back} */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("width", width);
    json.put("blocks", blocks);
    json.put("classes", classes);
    json.put("coordinate_scale", coordinateScale);
    json.put(
        "coordinate_clamp", coordinateClamp.isPresent() ? coordinateClamp.getAsDouble() : null);
    json.put("pooling_divisor", poolingDivisor.isPresent() ? poolingDivisor.getAsDouble() : null);
    json.put("dropout", dropout);
    if (!omitted.isEmpty()) {
      json.put(OMITTED, omitted.stream().map(NetworkPart::key).toList());
    }
    json.putAll(ParticleEncodingJson.write(encoding));
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param json what {@link #toJson} gave
   * @return the configuration
   * @throws org.lorentznet.errors.MismatchException naming the key that is missing, unknown or
   *     wrong
   */
  public static LorentzNetConfiguration fromJson(JsonObject json) {
    json.requireOnly(
        Set.of(
            "width",
            "blocks",
            "classes",
            "coordinate_scale",
            "coordinate_clamp",
            "pooling_divisor",
            "dropout",
            OMITTED,
            "scalars",
            "reference_vectors"));
    try {
      return new LorentzNetConfiguration(
          json.integer("width", 1, MAX_WIDTH),
          json.integer("blocks", 1, MAX_BLOCKS),
          json.integer("classes", 2, MAX_CLASSES),
          ParticleEncodingJson.read(json),
          json.number("coordinate_scale"),
          optional(json, "coordinate_clamp"),
          optional(json, "pooling_divisor"),
          json.number("dropout"),
          json.has(OMITTED)
              ? json.texts(OMITTED).stream().map(NetworkPart::of).collect(Collectors.toSet())
              : Set.of());
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }

  private static OptionalDouble optional(JsonObject json, String key) {
    return json.has(key) ? OptionalDouble.of(json.number(key)) : OptionalDouble.empty();
  }

  private static void requireWithin(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " " + value + " is not from " + low + " to " + high);
    }
  }

  private static void requirePositive(String name, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
      throw new IllegalArgumentException(name + " " + value.getAsDouble() + " is not positive");
    }
  }
}
