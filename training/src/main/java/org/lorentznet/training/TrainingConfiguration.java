package org.lorentznet.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
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
 * @param optimiser how parameters follow their gradients
 * @param seed of the order of jets and of dropout
 * @param schedule of the learning rate
 * @param shuffleBuffer how many jets are shuffled together, at least 1
 * @param reweighting how training and validation jets get their weights
 * @param objective what is minimised
 * @param averaging which weights are validated and kept
 * @param fineTuning from which weights the training begins, and which it leaves alone
 * @param patience after how many epochs in a row that were not the best so far training ends; empty
 *     for never
 * @param notFinite what is done where a loss or a gradient is not finite
 * @param validationBatchSize jets scored at once; does not change any result
 */
public record TrainingConfiguration(
    int epochs,
    int batchSize,
    double learningRate,
    OptimiserRecipe optimiser,
    long seed,
    LearningRateSchedule schedule,
    int shuffleBuffer,
    Reweighting reweighting,
    Objective objective,
    WeightAveraging averaging,
    FineTuning fineTuning,
    OptionalInt patience,
    NotFinite notFinite,
    int validationBatchSize) {
  /** What is done where a loss or a gradient is not finite. */
  public enum NotFinite {
    /** Training ends, before weights take harm. */
    STOP("stop"),
    /** The step is left out; training ends where that happens too often. */
    SKIP("skip");

    private final String key;

    NotFinite(String key) {
      this.key = key;
    }

    /** The name in configurations. */
    public String key() {
      return key;
    }

    /**
     * The choice of a name.
     *
     * @throws MismatchException where there is none
     */
    public static NotFinite of(String key) {
      for (NotFinite choice : values()) {
        if (choice.key.equals(key)) {
          return choice;
        }
      }
      throw new MismatchException(
          "unknown choice '" + key + "' for what is not finite; known: stop, skip");
    }
  }

  static final String VALIDATION_BATCH_SIZE = "validation_batch_size";

  /** Keys that {@link #toJson} leaves out where their values are as published. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "optimiser",
          "decay",
          "gradient_clip",
          "label_smoothing",
          "distillation",
          "averaging",
          "fine_tuning",
          "patience",
          "not_finite");

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
        learningRate * optimiser.weightDecay() < 1,
        "weight_decay",
        optimiser.weightDecay(),
        "not negative, and less than 1 times the learning rate");
    require(patience.orElse(1) >= 1, "patience", patience.orElse(1), "at least 1");
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
        OptimiserRecipe.published(),
        1,
        new LearningRateSchedule.Published(),
        SHUFFLE_BUFFER,
        Reweighting.NONE,
        Objective.CROSS_ENTROPY,
        WeightAveraging.NONE,
        FineTuning.NONE,
        OptionalInt.empty(),
        NotFinite.STOP,
        128);
  }

  /** Whether training ends behind an epoch, be it the last or one too many without a better. */
  boolean endsBehind(int epoch, List<EpochResult> history) {
    return epoch >= epochs
        || (patience.isPresent()
            && EpochResult.best(history)
                .map(best -> epoch - best.epoch() >= patience.getAsInt())
                .orElse(false));
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
    Set<String> known = new TreeSet<>(LEFT_OUT);
    known.addAll(toJson().keySet());
    changes.requireOnly(known);
    Map<String, Object> members = new LinkedHashMap<>(toJson());
    members.putAll(changes.members());
    JsonObject json = new JsonObject(changes.where(), members);
    try {
      return new TrainingConfiguration(
          json.integer("epochs", 1, MAX_EPOCHS),
          json.integer("batch_size", 1, MAX_BATCH),
          json.number("learning_rate"),
          optimiser(json),
          json.wholeNumber("seed"),
          LearningRateSchedule.of(json.text("schedule")),
          json.integer("shuffle_buffer", 1, MAX_BUFFER),
          Reweighting.fromJson(json.object("reweighting")),
          Objective.fromJson(json),
          json.has("averaging")
              ? WeightAveraging.fromJson(json.object("averaging"))
              : WeightAveraging.NONE,
          json.has("fine_tuning")
              ? FineTuning.fromJson(json.object("fine_tuning"))
              : FineTuning.NONE,
          json.has("patience")
              ? OptionalInt.of(json.integer("patience", 1, MAX_EPOCHS))
              : OptionalInt.empty(),
          json.has("not_finite") ? NotFinite.of(json.text("not_finite")) : NotFinite.STOP,
          json.integer(VALIDATION_BATCH_SIZE, 1, MAX_BATCH));
    } catch (IllegalArgumentException e) {
      throw new MismatchException(json.where() + ": " + e.getMessage());
    }
  }

  private static OptimiserRecipe optimiser(JsonObject json) {
    return new OptimiserRecipe(
        json.has("optimiser")
            ? OptimiserRecipe.Kind.of(json.text("optimiser"))
            : OptimiserRecipe.Kind.ADAMW,
        json.number("weight_decay"),
        json.has("decay")
            ? OptimiserRecipe.Decayed.of(json.text("decay"))
            : OptimiserRecipe.Decayed.ALL,
        json.number("beta1"),
        json.number("beta2"),
        json.number("epsilon"),
        json.has("gradient_clip")
            ? OptionalDouble.of(json.number("gradient_clip"))
            : OptionalDouble.empty());
  }

  /**
   * The configuration as JSON values; {@link #fromJson} reads it back. What later versions added is
   * left out where it is as published, so that descriptions of the same training stay the same.
   */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epochs", epochs);
    json.put("batch_size", batchSize);
    json.put("learning_rate", learningRate);
    json.put("weight_decay", optimiser.weightDecay());
    json.put("beta1", optimiser.beta1());
    json.put("beta2", optimiser.beta2());
    json.put("epsilon", optimiser.epsilon());
    json.put("seed", seed);
    json.put("schedule", schedule.name());
    json.put("shuffle_buffer", shuffleBuffer);
    json.put("reweighting", reweighting.toJson());
    json.put(VALIDATION_BATCH_SIZE, validationBatchSize);
    if (optimiser.kind() != OptimiserRecipe.Kind.ADAMW) {
      json.put("optimiser", optimiser.kind().key());
    }
    if (optimiser.decayed() != OptimiserRecipe.Decayed.ALL) {
      json.put("decay", optimiser.decayed().key());
    }
    optimiser.gradientClip().ifPresent(clip -> json.put("gradient_clip", clip));
    objective.putInto(json);
    if (!averaging.equals(WeightAveraging.NONE)) {
      json.put("averaging", averaging.toJson());
    }
    if (!fineTuning.equals(FineTuning.NONE)) {
      json.put("fine_tuning", fineTuning.toJson());
    }
    patience.ifPresent(epochsAtMost -> json.put("patience", epochsAtMost));
    if (notFinite != NotFinite.STOP) {
      json.put("not_finite", notFinite.key());
    }
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
