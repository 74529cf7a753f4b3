package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.dataset.Reweighting;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;

/**
 * The recipe of a training. Together with the data and the network it fixes every bit of the
 * result, on any number of threads.
 *
 * @param epochs passes over the training data, at least 1
 * @param batchSize jets a step
 * @param learningRate the highest of the schedule
 * @param weightDecay of AdamW, not negative
 * @param beta1 of AdamW, in [0, 1)
 * @param beta2 of AdamW, in [0, 1)
 * @param epsilon of AdamW, positive
 * @param seed of the order of jets and of dropout
 * @param schedule of the learning rate
 * @param shuffleBuffer how many jets are shuffled together, at least 1
 * @param reweighting how training and validation jets get their weights
 * @param validationBatchSize jets scored at once; does not change any result
 */
public record TrainingConfiguration(
    int epochs,
    int batchSize,
    double learningRate,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    long seed,
    LearningRateSchedule schedule,
    int shuffleBuffer,
    Reweighting reweighting,
    int validationBatchSize) {
  static final String VALIDATION_BATCH_SIZE = "validation_batch_size";

  private static final int MAX_EPOCHS = 1_000_000;
  private static final int MAX_BATCH = 1_000_000;
  private static final int MAX_BUFFER = 1 << 28;

  /** Jets that are shuffled together where nothing is said: some 50 MB, and as much read ahead. */
  private static final int SHUFFLE_BUFFER = 1 << 15;

  public TrainingConfiguration {
    require(epochs >= 1 && epochs <= MAX_EPOCHS, "epochs", epochs, "1 to " + MAX_EPOCHS);
    require(batchSize >= 1 && batchSize <= MAX_BATCH, "batch_size", batchSize, "1 to " + MAX_BATCH);
    require(learningRate > 0 && learningRate <= 10, "learning_rate", learningRate, "0 to 10");
    require(
        weightDecay >= 0 && learningRate * weightDecay < 1,
        "weight_decay",
        weightDecay,
        "not negative, and less than 1 times the learning rate");
    require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1)");
    require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "in [0, 1)");
    require(epsilon > 0 && epsilon <= 1, "epsilon", epsilon, "positive and at most 1");
    require(
        shuffleBuffer >= 1 && shuffleBuffer <= MAX_BUFFER,
        "shuffle_buffer",
        shuffleBuffer,
        "1 to " + MAX_BUFFER);
    require(
        validationBatchSize >= 1 && validationBatchSize <= MAX_BATCH,
        VALIDATION_BATCH_SIZE,
        validationBatchSize,
        "1 to " + MAX_BATCH);
  }

  private static void require(boolean holds, String key, Number value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(key + " is " + value + ", expected " + expected);
    }
  }

  /**
   * The published recipe (arXiv 2201.08187, section 4). Its batch of 32 jets on each of 4 devices
   * is one of 128 here.
   */
  public static TrainingConfiguration published() {
    return new TrainingConfiguration(
        35,
        128,
        1e-3,
        0.01,
        0.9,
        0.999,
        1e-8,
        1,
        new LearningRateSchedule.Published(),
        SHUFFLE_BUFFER,
        Reweighting.NONE,
        128);
  }

  /** The same with another number of epochs. */
  public TrainingConfiguration withEpochs(int newEpochs) {
    return with("epochs", newEpochs);
  }

  /** The same with another number of jets a step. */
  public TrainingConfiguration withBatchSize(int newBatchSize) {
    return with("batch_size", newBatchSize);
  }

  /** The same with another highest learning rate. */
  public TrainingConfiguration withLearningRate(double newLearningRate) {
    return with("learning_rate", newLearningRate);
  }

  /** The same with another seed. */
  public TrainingConfiguration withSeed(long newSeed) {
    return with("seed", newSeed);
  }

  /** The same with another number of jets that are shuffled together. */
  public TrainingConfiguration withShuffleBuffer(int jets) {
    return with("shuffle_buffer", jets);
  }

  /** The same with another reweighting. */
  public TrainingConfiguration withReweighting(Reweighting newReweighting) {
    return with("reweighting", newReweighting.toJson());
  }

  private TrainingConfiguration with(String key, Object value) {
    return with(new JsonObject("training", Map.of(key, value)));
  }

  /**
   * The same with what is given changed.
   *
   * @param changes some of the keys of {@link #toJson}
   * @throws MismatchException naming the key that is unknown or wrong
   */
  public TrainingConfiguration with(JsonObject changes) {
    changes.requireOnly(toJson().keySet());
    Map<String, Object> members = new LinkedHashMap<>(toJson());
    members.putAll(changes.members());
    JsonObject json = new JsonObject(changes.where(), members);
    try {
      return new TrainingConfiguration(
          json.integer("epochs", 1, MAX_EPOCHS),
          json.integer("batch_size", 1, MAX_BATCH),
          json.number("learning_rate"),
          json.number("weight_decay"),
          json.number("beta1"),
          json.number("beta2"),
          json.number("epsilon"),
          json.wholeNumber("seed"),
          LearningRateSchedule.of(json.text("schedule")),
          json.integer("shuffle_buffer", 1, MAX_BUFFER),
          Reweighting.fromJson(json.object("reweighting")),
          json.integer(VALIDATION_BATCH_SIZE, 1, MAX_BATCH));
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }

  /** The configuration as JSON values; {@link #fromJson} reads it back. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", epochs);
    json.put("batch_size", batchSize);
    json.put("learning_rate", learningRate);
    json.put("weight_decay", weightDecay);
    json.put("beta1", beta1);
    json.put("beta2", beta2);
    json.put("epsilon", epsilon);
    json.put("seed", seed);
    json.put("schedule", schedule.name());
    json.put("shuffle_buffer", shuffleBuffer);
    json.put("reweighting", reweighting.toJson());
    json.put(VALIDATION_BATCH_SIZE, validationBatchSize);
    return json;
  }

  /**
   * Reads what {@link #toJson} wrote; what is missing is as published.
   *
   * @throws MismatchException naming the key that is unknown or wrong
   */
  public static TrainingConfiguration fromJson(JsonObject json) {
    return published().with(json);
  }
}
