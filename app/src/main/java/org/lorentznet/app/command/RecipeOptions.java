package org.lorentznet.app.command;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lorentznet.training.Distillation;
import org.lorentznet.training.FineTuning;
import org.lorentznet.training.LearningRateSchedule;
import org.lorentznet.training.Objective;
import org.lorentznet.training.OptimiserRecipe;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.WeightAveraging;
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
          "Course of the learning rate: published (warm-up, cosine with restarts, halving; the"
              + " default), cosine, one-cycle, plateau or constant.")
  private String schedule;

  @Option(names = "--weight-decay", paramLabel = "X", description = "Weight decay (default: 0.01).")
  private Double weightDecay;

  @Option(
      names = "--decay",
      paramLabel = "all|matrices",
      description = "What decays: all parameters (default), or all but biases and normalisations.")
  private String decayed;

  @Option(
      names = "--optimiser",
      paramLabel = "adamw|lion",
      description = "The optimiser (default: adamw). Lion wants a smaller rate, larger decay.")
  private String optimiser;

  @Option(
      names = "--clip-gradients",
      paramLabel = "X",
      description = "Shorten gradients whose Euclidean norm is above X.")
  private Double clip;

  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      description = "Spread X of each label over all classes (default: 0).")
  private Double labelSmoothing;

  @Option(
      names = "--ema",
      paramLabel = "DECAY",
      description =
          "Validate and keep an exponential mean of the weights over the steps, e.g. 0.999.")
  private Double ema;

  @Option(
      names = "--swa",
      paramLabel = "N",
      description = "Validate and keep the mean of the weights at the ends of the last N epochs.")
  private Integer swa;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "End after N epochs in a row without a better one.")
  private Integer patience;

  @Option(
      names = "--not-finite",
      paramLabel = "stop|skip",
      description =
          "What to do where a loss or gradient is not finite: end (default), or leave the step out,"
              + " at most 10 times an epoch. The batch is saved in the run folder.")
  private String notFinite;

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
   * @param distillation from whom the network learns
   * @param fineTuning how it begins
   * @throws IllegalArgumentException naming the value that is out of range
   * @throws org.lorentznet.errors.MismatchException naming a choice that is not known
   */
  TrainingConfiguration configuration(Optional<Distillation> distillation, FineTuning fineTuning) {
    TrainingConfiguration published = TrainingConfiguration.published();
    return new TrainingConfiguration(
        given(epochs, published.epochs()),
        given(batchSize, published.batchSize()),
        given(learningRate, published.learningRate()),
        optimiser(published.optimiser()),
        given(seed, published.seed()),
        schedule == null ? published.schedule() : LearningRateSchedule.of(schedule),
        given(shuffleBuffer, published.shuffleBuffer()),
        reweighting.reweighting(),
        new Objective(given(labelSmoothing, 0.0), distillation),
        averaging(),
        fineTuning,
        patience == null ? OptionalInt.empty() : OptionalInt.of(patience),
        notFinite == null ? published.notFinite() : TrainingConfiguration.NotFinite.of(notFinite),
        published.validationBatchSize());
  }

  private static <T> T given(T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private OptimiserRecipe optimiser(OptimiserRecipe published) {
    OptimiserRecipe.Kind kind =
        optimiser == null ? published.kind() : OptimiserRecipe.Kind.of(optimiser);
    return new OptimiserRecipe(
        kind,
        given(weightDecay, published.weightDecay()),
        decayed == null ? published.decayed() : OptimiserRecipe.Decayed.of(decayed),
        published.beta1(),
        kind.publishedBeta2(),
        published.epsilon(),
        clip == null ? OptionalDouble.empty() : OptionalDouble.of(clip));
  }

  private WeightAveraging averaging() {
    if (ema != null && swa != null) {
      throw new IllegalArgumentException("ema and swa exclude each other");
    }
    if (ema != null) {
      return new WeightAveraging.Exponential(ema);
    }
    return swa == null ? WeightAveraging.NONE : new WeightAveraging.LastEpochs(swa);
  }
}
