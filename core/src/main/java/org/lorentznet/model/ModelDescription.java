package org.lorentznet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.JetNetwork;

/**
 * All that a model's file says but the weights: the JSON document in the metadata of a safetensors
 * file or of an ONNX model.
 *
 * @param architecture as {@link JetNetwork#architecture} names it
 * @param configuration as {@link JetNetwork#configuration} gives it
 * @param task what it was trained for, e.g. {@code top}, {@code qg}
 * @param classes names of the classes in label order; class 1 is the signal where there are two
 * @param provenance data, training configuration, seed, version, metrics, as JSON values
 * @param calibration from logits to probabilities that are frequencies; empty where none was fitted
 * @param scores how the probabilities of usual jets are distributed; empty where it is not known
 */
public record ModelDescription(
    String architecture,
    Map<String, Object> configuration,
    String task,
    List<String> classes,
    Map<String, Object> provenance,
    Optional<Calibration> calibration,
    Optional<ScoreDistribution> scores) {
  /** Version of the JSON document written here; others are refused. */
  public static final int FORMAT_VERSION = 1;

  /** Key of the JSON document in a file's metadata. */
  public static final String KEY = "lorentznet";

  private static final String CALIBRATION = "calibration";
  private static final String SCORES = "scores";

  /** Keeps copies of the collections. */
  public ModelDescription {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    classes = List.copyOf(classes);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  /**
   * {@return the description of a tagger}
   *
   * @param tagger to be described
   */
  public static ModelDescription of(Tagger tagger) {
    JetNetwork network = tagger.network();
    return new ModelDescription(
        network.architecture(),
        network.configuration(),
        tagger.task(),
        tagger.classes(),
        tagger.provenance(),
        tagger.calibration(),
        tagger.scores());
  }

  /** {@return the document, as JSON values} */
  public Map<String, Object> toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format_version", FORMAT_VERSION);
    document.put("architecture", architecture);
    document.put("configuration", configuration);
    document.put("task", task);
    document.put("classes", classes);
    document.put("provenance", provenance);
    calibration.ifPresent(fitted -> document.put(CALIBRATION, fitted.toJson()));
    scores.ifPresent(usual -> document.put(SCORES, usual.toJson()));
    return document;
  }

  /**
   * Reads a document.
   *
   * @param text the document
   * @param source the file, for messages
   * @return what it says
   * @throws FileFormatException where it is not JSON, or of another version
   * @throws MismatchException naming the key that is missing or wrong
   */
  public static ModelDescription parse(String text, String source) {
    try {
      return read(new JsonObject(where(source), Json.parseObject(text)), source);
    } catch (Json.SyntaxException e) {
      throw new FileFormatException(source, "metadata key '" + KEY + "' is " + e.getMessage(), e);
    }
  }

  /**
   * Reads a parsed document; keys that it does not know are left alone.
   *
   * @param document as {@code Json} parses it
   * @param source the file, for messages
   * @return what it says
   * @throws FileFormatException where it is of another version
   * @throws MismatchException naming the key that is missing or wrong
   */
  public static ModelDescription read(JsonObject document, String source) {
    int version = document.integer("format_version", 0, Integer.MAX_VALUE);
    if (version != FORMAT_VERSION) {
      throw new FileFormatException(
          source, "is a model of format version " + version + ", expected " + FORMAT_VERSION);
    }
    List<String> classes = document.texts("classes");
    return new ModelDescription(
        document.text("architecture"),
        document.object("configuration").members(),
        document.text("task"),
        classes,
        document.object("provenance").members(),
        document.has(CALIBRATION)
            ? Optional.of(Calibration.fromJson(document.object(CALIBRATION), classes.size()))
            : Optional.empty(),
        document.has(SCORES)
            ? Optional.of(
                ScoreDistribution.fromJson(
                    document.objects(SCORES), classes.size(), document.where()))
            : Optional.empty());
  }

  /**
   * Checks the number of classes.
   *
   * @param found the network's
   * @throws MismatchException where there are not as many names
   */
  void requireClasses(int found, String source) {
    if (classes.size() != found) {
      throw new MismatchException(
          where(source)
              + ": key 'classes' holds "
              + classes.size()
              + " names, the network has "
              + found
              + " classes");
    }
  }

  static String where(String source) {
    return source + ": " + KEY;
  }
}
