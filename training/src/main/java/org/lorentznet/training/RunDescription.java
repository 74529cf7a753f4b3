package org.lorentznet.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.model.Version;
import org.lorentznet.network.JetNetwork;

/**
 * What a run trains, on what and how, as JSON values: the content of {@code configuration.json},
 * the fingerprint by which a checkpoint is known to belong to a run, and the provenance of its
 * models.
 *
 * @param json the keys {@code version}, {@code task}, {@code classes}, {@code architecture}, {@code
 *     network}, {@code training} and {@code data}
 */
record RunDescription(Map<String, Object> json) {
  /** Keys whose values do not change the result, or by what digests tell. */
  private static final Set<String> FREE =
      Set.of(
          "version",
          "training." + TrainingConfiguration.VALIDATION_BATCH_SIZE,
          "training.fine_tuning.start.name",
          "data.fold",
          "data.training.names",
          "data.validation.names");

  static RunDescription of(
      JetNetwork network, TrainingConfiguration configuration, TrainingData data) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", Version.CURRENT);
    json.put("task", data.task());
    json.put("classes", data.classes());
    json.put("architecture", network.architecture());
    json.put("network", network.configuration());
    json.put("training", configuration.toJson());
    Map<String, Object> sets = new LinkedHashMap<>();
    Map<String, Object> training = describe(data.training());
    training.put("order", data.training().mixed() ? "mixed" : "as in the file, by windows");
    sets.put("training", training);
    sets.put("validation", describe(data.validation()));
    data.fold().ifPresent(fold -> sets.put("fold", fold.toString()));
    json.put("data", sets);
    return new RunDescription(json);
  }

  private static Map<String, Object> describe(LabelledJets jets) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("names", jets.names());
    json.put("jets", jets.size());
    json.put("constituents", jets.constituents());
    json.put("digest", jets.digest());
    return json;
  }

  /**
   * Checks that a run that was begun is this one.
   *
   * @param begun its description
   * @param where the run folder, for the message
   * @throws MismatchException naming every value that differs
   */
  void requireSame(RunDescription begun, Object where) {
    List<String> differences = differences(begun);
    if (!differences.isEmpty()) {
      throw new MismatchException(
          where + ": the run cannot be resumed as another: " + String.join("; ", differences));
    }
  }

  /** What is other in this run than in one that was begun; empty where they come to the same. */
  List<String> differences(RunDescription begun) {
    Map<String, String> now = new LinkedHashMap<>();
    Map<String, String> then = new LinkedHashMap<>();
    flatten("", json, now);
    flatten("", begun.json, then);
    Set<String> keys = new TreeSet<>(now.keySet());
    keys.addAll(then.keySet());
    keys.removeAll(FREE);
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String before = then.getOrDefault(key, "absent");
      String after = now.getOrDefault(key, "absent");
      if (!before.equals(after)) {
        differences.add(key + " was " + before + ", is now " + after);
      }
    }
    return differences;
  }

  private static void flatten(String prefix, Map<?, ?> json, Map<String, String> flat) {
    json.forEach((key, value) -> {
      if (value instanceof Map) {
        flatten(prefix + key + ".", (Map<?, ?>) value, flat);
      } else {
        flat.put(prefix + key, Json.write(value));
      }
    });
  }

  /**
   * Where a model of this run comes from. The same run done again, interrupted or not, gives the
   * same.
   *
   * @param result of the epoch whose weights the model has
   * @param history of all epochs, of which those up to that one are told
   */
  Map<String, Object> provenance(EpochResult result, List<EpochResult> history) {
    Map<String, Object> metrics = result.withoutTimes();
    metrics.remove("epoch");
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("version", json.get("version"));
    provenance.put("data", json.get("data"));
    provenance.put("training", json.get("training"));
    provenance.put("epoch", result.epoch());
    provenance.put("metrics", metrics);
    provenance.put(
        "history", history.stream().limit(result.epoch()).map(EpochResult::withoutTimes).toList());
    return provenance;
  }
}
