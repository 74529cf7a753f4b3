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

  /** A network with all its parts. */
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

  /** The published top-tagging network; without the clamp, pooled by {@code poolingDivisor}. */
  public static LorentzNetConfiguration topTagging(double poolingDivisor) {
    return published(ParticleEncoding.topTagging(), 5e-3, poolingDivisor);
  }

  /** The published quark-gluon network; without the clamp, pooled by {@code poolingDivisor}. */
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

  /** The same with another width and number of blocks. */
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

  /** The same with another number of classes. */
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

  /** The same with another clamp of the coordinate update; empty for none. */
  public LorentzNetConfiguration withCoordinateClamp(OptionalDouble clamp) {
    return new LorentzNetConfiguration(
        width, blocks, classes, encoding, coordinateScale, clamp, poolingDivisor, dropout, omitted);
  }

  /** The same with another pooling divisor; empty for the jet's own number of particles. */
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

  /** The same with another dropout probability. */
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

  /** The same with other inputs. */
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

  /** The same without some parts, and with all others. */
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

  /** The configuration as JSON values; {@link #fromJson} reads it back. */
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
