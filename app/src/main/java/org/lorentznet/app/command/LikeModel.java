package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.model.ModelDigest;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.TrainingData;

/** A training that is to be done again, as its model tells it. */
final class LikeModel {
  static final String OPTION = "--like";
  private static final String COMMAND = "train";

  private final Path file;
  private final Tagger tagger;

  LikeModel(Path file) {
    this.file = file;
    tagger = Models.read(file);
  }

  /**
   * The arguments with task, data, fold and number of jets of the model that {@code train --like}
   * names, where they are not given.
   *
   * @throws MismatchException where the model does not tell how it was trained
   */
  static String[] expand(String... arguments) {
    List<String> given = new ArrayList<>(List.of(arguments));
    int at = given.indexOf(OPTION);
    if (!given.contains(COMMAND) || at < 0 || at + 1 == given.size()) {
      return arguments;
    }
    LikeModel like = new LikeModel(Path.of(given.get(at + 1)));
    add(given, "--task", List.of(like.tagger.task()));
    add(given, "--train", like.data("training").texts("names"));
    JsonObject data = like.provenance().object("data");
    if (data.has("fold")) {
      add(given, "--fold", List.of(data.text("fold")));
    } else {
      add(given, "--validation", like.data("validation").texts("names"));
    }
    add(given, "--limit", List.of(Long.toString(like.data("training").wholeNumber("jets"))));
    return given.toArray(String[]::new);
  }

  private static void add(List<String> given, String option, List<String> values) {
    if (given.stream().noneMatch(a -> a.equals(option) || a.startsWith(option + "="))) {
      given.add(option);
      given.addAll(values);
    }
  }

  private JsonObject provenance() {
    return new JsonObject(file + ": provenance", tagger.provenance());
  }

  private JsonObject data(String purpose) {
    return provenance().object("data").object(purpose);
  }

  /** The recipe. */
  TrainingConfiguration recipe() {
    return TrainingConfiguration.fromJson(provenance().object("training"));
  }

  /** The network with its first weights. */
  JetNetwork network() {
    JetNetwork trained = tagger.network();
    return TransferOptions.alike(trained, trained.classes(), recipe().seed());
  }

  /**
   * Checks that the jets are those of the model.
   *
   * @throws MismatchException naming what differs
   */
  void requireSame(TrainingData data) {
    Map<String, String> found =
        Map.of("training", data.training().digest(), "validation", data.validation().digest());
    found.forEach((purpose, digest) -> {
      if (!digest.equals(data(purpose).text("digest"))) {
        throw new MismatchException(
            file
                + ": was trained on other "
                + purpose
                + " jets: their digest was "
                + data(purpose).text("digest")
                + ", is now "
                + digest);
      }
    });
  }

  /** Whether a model has the same network, bit by bit, and came about in the same way. */
  boolean repeatedBy(Tagger other) {
    return ModelDigest.of(tagger.network()).equals(ModelDigest.of(other.network()))
        && Json.write(tagger.provenance().get("training"))
            .equals(Json.write(other.provenance().get("training")));
  }
}
