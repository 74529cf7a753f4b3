package org.lorentznet.app.command;

import org.lorentznet.training.LearningRateSchedule;
import org.lorentznet.training.TrainingConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network is trained; as published unless said otherwise. */
final class RecipeOptions {
  @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default: 35).")
  private Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Jets a step (default: 128, the published 32 on each of 4 devices).")
  private Integer batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The highest learning rate (default: 0.001).")
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "Learning rate by epoch: published (warm-up, cosine with restarts, halving; the default)"
              + " or constant.")
  private String schedule;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = "Weight decay of AdamW (default: 0.01).")
  private Double weightDecay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "First weights, order of jets and dropout follow from it (default: 1).")
  private Long seed;

  @Option(
      names = "--shuffle-buffer",
      paramLabel = "N",
      description =
          "How many jets, from places all over the files, are shuffled together (default: 32768).")
  private Integer shuffleBuffer;

  @Mixin private ReweightingOptions reweighting;

  /**
   * The recipe.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  TrainingConfiguration configuration() {
    TrainingConfiguration published = TrainingConfiguration.published();
    return new TrainingConfiguration(
        epochs == null ? published.epochs() : epochs,
        batchSize == null ? published.batchSize() : batchSize,
        learningRate == null ? published.learningRate() : learningRate,
        weightDecay == null ? published.weightDecay() : weightDecay,
        published.beta1(),
        published.beta2(),
        published.epsilon(),
        seed == null ? published.seed() : seed,
        schedule == null ? published.schedule() : LearningRateSchedule.of(schedule),
        shuffleBuffer == null ? published.shuffleBuffer() : shuffleBuffer,
        reweighting.reweighting(),
        published.validationBatchSize());
  }
}
