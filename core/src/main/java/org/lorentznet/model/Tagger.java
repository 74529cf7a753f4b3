package org.lorentznet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.network.JetNetwork;

/**
 * A network with what is needed to use it and to know where it came from.
 *
 * @param network architecture, configuration and weights
 * @param task what it was trained for, e.g. {@code top}, {@code qg}
 * @param classes names of the classes in label order; class 1 is the signal where there are two
 * @param provenance data, training configuration, seed, version, metrics, as JSON values
 * @param calibration from logits to probabilities that are frequencies; empty where none was fitted
 * @param scores how the probabilities of usual jets are distributed; empty where it is not known
 */
public record Tagger(
    JetNetwork network,
    String task,
    List<String> classes,
    Map<String, Object> provenance,
    Optional<Calibration> calibration,
    Optional<ScoreDistribution> scores) {
  /**
   * Keeps copies of the collections.
   *
   * @throws IllegalArgumentException where there are not as many names as the network has classes
   */
  public Tagger {
    classes = List.copyOf(classes);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    if (classes.size() != network.classes()) {
      throw new IllegalArgumentException(
          classes.size() + " class names for a network of " + network.classes() + " classes");
    }
  }

  /**
   * A tagger without a calibration, and with no usual scores.
   *
   * @param network architecture, configuration and weights
   * @param task what it was trained for, e.g. {@code top}, {@code qg}
   * @param classes names of the classes in label order
   * @param provenance data, training configuration, seed, version, metrics, as JSON values
   */
  public Tagger(
      JetNetwork network, String task, List<String> classes, Map<String, Object> provenance) {
    this(network, task, classes, provenance, Optional.empty(), Optional.empty());
  }
}
