package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lorentznet.json.JsonObject;

/**
 * What an epoch came to.
 *
 * @param epoch from 1
 * @param learningRate of the epoch
 * @param trainLoss mean cross-entropy of the training jets with their weights, each as the network
 *     stood then, dropout included
 * @param trainAccuracy of the same
 * @param validationLoss mean cross-entropy of the validation jets after the epoch, with weights too
 * @param validationAccuracy fraction of them in their true class
 * @param validationAuc area under the ROC curve (of several classes the mean over pairs); empty
 *     where the validation data lack a class
 * @param seconds of training and validation
 * @param jetsPerSecond in training
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double trainLoss,
    double trainAccuracy,
    double validationLoss,
    double validationAccuracy,
    OptionalDouble validationAuc,
    double seconds,
    double jetsPerSecond) {
  private static final String SECONDS = "seconds";
  private static final String JETS_PER_SECOND = "jets_per_second";

  /** Names of the values of {@link #toJson}, in order. */
  public static final List<String> KEYS =
      List.of(
          "epoch",
          "learning_rate",
          "train_loss",
          "train_accuracy",
          "validation_loss",
          "validation_accuracy",
          "validation_auc",
          SECONDS,
          JETS_PER_SECOND);

  /** Whether the epoch's weights are kept rather than another's: accuracy, then loss decide. */
  boolean isBetterThan(EpochResult other) {
    return validationAccuracy > other.validationAccuracy
        || (validationAccuracy == other.validationAccuracy
            && validationLoss < other.validationLoss);
  }

  /** The epoch whose weights are kept: of equals the first. */
  static Optional<EpochResult> best(List<EpochResult> history) {
    return history.stream().reduce((best, next) -> next.isBetterThan(best) ? next : best);
  }

  /** The result as JSON values; {@link #fromJson} reads it back. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = withoutTimes();
    json.put(SECONDS, seconds);
    json.put(JETS_PER_SECOND, jetsPerSecond);
    return json;
  }

  /** What is the same whenever and wherever the training is done again. */
  Map<String, Object> withoutTimes() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", epoch);
    json.put("learning_rate", learningRate);
    json.put("train_loss", trainLoss);
    json.put("train_accuracy", trainAccuracy);
    json.put("validation_loss", validationLoss);
    json.put("validation_accuracy", validationAccuracy);
    json.put("validation_auc", validationAuc.isPresent() ? validationAuc.getAsDouble() : null);
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws org.lorentznet.errors.MismatchException naming the key that is missing or wrong
   */
  public static EpochResult fromJson(JsonObject json) {
    return new EpochResult(
        json.integer("epoch", 1, Integer.MAX_VALUE),
        json.number("learning_rate"),
        json.number("train_loss"),
        json.number("train_accuracy"),
        json.number("validation_loss"),
        json.number("validation_accuracy"),
        json.has("validation_auc")
            ? OptionalDouble.of(json.number("validation_auc"))
            : OptionalDouble.empty(),
        json.number(SECONDS),
        json.number(JETS_PER_SECOND));
  }
}
