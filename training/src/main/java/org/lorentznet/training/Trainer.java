package org.lorentznet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lorentznet.dataset.JetBatches;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.ScoreDistribution;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Tensor;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.training.Checkpoint.Position;
import org.lorentznet.training.TrainingOutcome.Status;

/**
 * Trains a network in a run folder: batches, the optimiser's steps, validation after each epoch,
 * the weights of the best epoch kept. The order of jets and the dropout are functions of seed,
 * epoch and step, so a run that was stopped or killed goes on from its checkpoint to the same bits,
 * on any number of threads.
 */
public final class Trainer {
  /** Time between checkpoints within an epoch, where nothing else is said. */
  public static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(60);

  /** Steps of an epoch that are left out because something was not finite, at most. */
  private static final int MOST_SKIPPED = 10;

  /** Keeps dropout apart from other uses of the seed. */
  private static final long DROPOUT = 0x64726f706f7574L;

  private final JetNetwork network;
  private final TrainingConfiguration configuration;
  private final TrainingData data;
  private final JetWeights weights;
  private final RunFolder folder;
  private final Workers workers;
  private final TrainingListener listener;
  private final Duration checkpointInterval;
  private final TrainingState state;
  private final Teachers teachers;
  private volatile boolean stopRequested;
  private RunDescription run;
  private long lastCheckpoint;

  /** A training without teachers, with the usual time between checkpoints. */
  public Trainer(
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingData data,
      RunFolder folder,
      Workers workers,
      TrainingListener listener) {
    this(network, configuration, data, List.of(), folder, workers, listener, CHECKPOINT_INTERVAL);
  }

  /**
   * @param network initialised; its weights are changed
   * @param teachers the networks to learn from, those that the configuration names
   * @param folder created for this run, or the one it is resumed from
   * @param checkpointInterval time between checkpoints within an epoch; zero for one after each
   *     batch
   * @throws MismatchException where network and data have different numbers of classes, no jet
   *     would weigh anything, or no tensor would be trained
   */
  public Trainer(
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingData data,
      List<JetNetwork> teachers,
      RunFolder folder,
      Workers workers,
      TrainingListener listener,
      Duration checkpointInterval) {
    if (network.classes() != data.classes().size()) {
      throw new MismatchException(
          "the network has "
              + network.classes()
              + " classes, the data have "
              + data.classes().size()
              + ": "
              + String.join(", ", data.classes()));
    }
    this.network = network;
    this.configuration = configuration;
    this.data = data;
    this.weights = new JetWeights(configuration.reweighting(), data.training());
    weights.total(data.validation());
    this.folder = folder;
    this.workers = workers;
    this.listener = listener;
    this.checkpointInterval = checkpointInterval;
    this.state = new TrainingState(network.parameters(), configuration);
    Optional<Distillation> distillation = configuration.objective().distillation();
    int wanted = distillation.map(teaching -> teaching.teachers().size()).orElse(0);
    if (teachers.size() != wanted) {
      throw new IllegalArgumentException(
          teachers.size() + " teachers for a recipe that names " + wanted);
    }
    this.teachers =
        distillation
            .map(teaching -> new Teachers(teachers, network.classes(), teaching.temperature()))
            .orElse(null);
  }

  /**
   * Asks, from any thread, for an end after the batch at hand: {@link #run} then saves a checkpoint
   * and returns.
   */
  public void requestStop() {
    stopRequested = true;
  }

  /**
   * Takes over a finished run of the same network, recipe and data, unless the folder holds a run.
   *
   * @param folders where to look: run folders, or folders that hold some
   * @return the folder that was copied; {@link #run} then finds all done. Empty where there is none
   * @throws org.lorentznet.errors.UserException where a folder cannot be read, or this run's not be
   *     written to
   */
  public Optional<Path> adopt(List<Path> folders) {
    return folder.checkpoint().isPresent()
        ? Optional.empty()
        : folder.adopt(RunDescription.of(network, configuration, data), folders);
  }

  /**
   * Trains from the folder's checkpoint, or from the start where it holds none, to the end or to a
   * stop request.
   *
   * @throws org.lorentznet.errors.MismatchException where the checkpoint is of another network,
   *     configuration or data, naming what differs
   * @throws org.lorentznet.errors.FileFormatException where the checkpoint is damaged
   * @throws TrainingDivergedException where a loss or gradient is not finite, and steps are not to
   *     be left out, or too many were
   * @throws org.lorentznet.errors.UserException where a file cannot be written; the checkpoint
   *     before is then as it was
   */
  public TrainingOutcome run() {
    run = RunDescription.of(network, configuration, data);
    Optional<Checkpoint> checkpoint = folder.checkpoint();
    if (checkpoint.isPresent()) {
      run.requireSame(checkpoint.get().run(), folder.path());
      state.restore(checkpoint.get(), folder.file(RunFolder.CHECKPOINT));
      if (checkpoint.get().finished()) {
        return new TrainingOutcome(Status.FINISHED, state.history());
      }
      writeBest();
    } else {
      folder.writeConfiguration(run);
      save();
    }
    folder.writeLogs(state.history());
    lastCheckpoint = System.nanoTime();
    try (JetBatches batches =
        new JetBatches(
            data.training(),
            weights,
            configuration.seed(),
            configuration.epochs(),
            configuration.batchSize(),
            state.position().bookmark())) {
      return run(batches);
    }
  }

  private TrainingOutcome run(JetBatches batches) {
    NetworkTraining training = network.training();
    while (!configuration.endsBehind(state.position().epoch(), state.history())) {
      if (!trainEpoch(training, batches) || !validateEpoch()) {
        save();
        return new TrainingOutcome(Status.STOPPED, state.history());
      }
    }
    return new TrainingOutcome(Status.FINISHED, state.history());
  }

  /** Trains on the batches that are left of the current epoch; false where a stop came between. */
  private boolean trainEpoch(NetworkTraining training, JetBatches batches) {
    while (true) {
      if (stopRequested) {
        return false;
      }
      long begin = System.nanoTime();
      JetBatches.Batch jets = batches.next();
      if (jets == null) {
        return true;
      }
      trainBatch(training, jets, begin);
      Position position = state.position();
      listener.batchDone(
          new TrainingListener.Progress(
              position.epoch() + 1,
              configuration.epochs(),
              position.jets(),
              weights.jetsAnEpoch(),
              position.loss(),
              position.accuracy(),
              position.seconds(),
              learningRate()));
      if (System.nanoTime() - lastCheckpoint >= checkpointInterval.toNanos()) {
        save();
      }
    }
  }

  private void trainBatch(NetworkTraining training, JetBatches.Batch jets, long begin) {
    JetBatch batch = network.encoding().encode(jets.blocks(), jets.places());
    long dropoutSeed = RandomStream.key(configuration.seed(), DROPOUT, state.steps());
    JetLoss objective =
        configuration.objective().loss(teachers == null ? null : teachers.opinions(jets, workers));
    boolean skipping = configuration.notFinite() == TrainingConfiguration.NotFinite.SKIP;
    Map<String, float[]> statistics = skipping ? statistics() : Map.of();
    double loss = training.step(batch, objective, dropoutSeed, workers);
    Optional<TrainingDivergedException> failure = failure(loss, training, jets);
    if (failure.isPresent()) {
      skipOrStop(failure.get(), jets, skipping);
      statistics.forEach((name, values) ->
          System.arraycopy(values, 0, network.parameters().get(name).values(), 0, values.length));
      state.moveTo(state.position().plusSkipped(jets.end(), batch, secondsSince(begin)));
      return;
    }
    state.step(training.gradients(), learningRate());
    double correct =
        ClassLogits.correct(training.logits(), network.classes(), batch.labels(), batch.weights());
    state.moveTo(state.position().plusBatch(jets.end(), batch, loss, correct, secondsSince(begin)));
  }

  /** Copies of what a step changes even where it is left out. */
  private Map<String, float[]> statistics() {
    Map<String, float[]> statistics = new LinkedHashMap<>();
    for (Tensor tensor : network.parameters().all()) {
      if (tensor.role() == Tensor.Role.STATISTIC) {
        statistics.put(tensor.name(), tensor.values().clone());
      }
    }
    return statistics;
  }

  private void skipOrStop(
      TrainingDivergedException failure, JetBatches.Batch jets, boolean skipping) {
    boolean skipped = skipping && state.position().skipped() < MOST_SKIPPED;
    listener.notFinite(failure, jets.blocks(), jets.places(), skipped);
    if (!skipped) {
      throw failure;
    }
  }

  /** The rate of the next step; at the end of an epoch, of its last. */
  private double learningRate() {
    Position position = state.position();
    double within = Math.min(1, (double) position.jets() / weights.jetsAnEpoch());
    return configuration.learningRate()
        * configuration
            .schedule()
            .fraction(
                new LearningRateSchedule.Moment(
                    position.epoch(), configuration.epochs(), within, state.history()));
  }

  /** What keeps a step from being taken: the weights would take harm. */
  private Optional<TrainingDivergedException> failure(
      double loss, NetworkTraining training, JetBatches.Batch jets) {
    String what = null;
    if (!Double.isFinite(loss)) {
      what = "the loss is " + loss;
    } else if (!finite(training.gradients())) {
      what = "a gradient is not finite";
    }
    if (what == null) {
      return Optional.empty();
    }
    int[] bad = ClassLogits.notFinite(training.logits(), network.classes());
    return Optional.of(
        new TrainingDivergedException(
            state.position().epoch() + 1,
            state.position().batch() + 1,
            (bad.length == 0 ? IntStream.range(0, jets.size()) : Arrays.stream(bad))
                .mapToLong(jets::number)
                .toArray(),
            what));
  }

  /** Zero times a value is zero, unless it is infinite or NaN, which then stays. */
  private static boolean finite(List<float[]> gradients) {
    float zero = 0;
    for (float[] values : gradients) {
      for (float value : values) {
        zero += value * 0;
      }
    }
    return zero == 0;
  }

  /** Validates the epoch whose batches are done, and ends it; false where a stop came between. */
  private boolean validateEpoch() {
    long begin = System.nanoTime();
    Position position = state.position();
    int epoch = position.epoch() + 1;
    Map<String, float[]> judged = state.judged();
    Optional<Validation> validation =
        Validation.of(
            state.withWeights(judged, network::scorer),
            network.encoding(),
            data.validation(),
            weights,
            configuration.validationBatchSize(),
            epoch,
            workers,
            listener,
            () -> stopRequested);
    if (validation.isEmpty()) {
      return false;
    }
    EpochResult result =
        new EpochResult(
            epoch,
            learningRate(),
            position.loss(),
            position.accuracy(),
            validation.get().loss(),
            validation.get().accuracy(),
            validation.get().auc(),
            position.seconds() + secondsSince(begin),
            position.jets() / Math.max(position.seconds(), 1e-9));
    boolean best = state.finishEpoch(result, validation.get().scores(), judged);
    if (best) {
      writeBest();
    }
    ModelFile.write(folder.file(RunFolder.LAST), tagger(result, validation.get().scores()), judged);
    folder.writeLogs(state.history());
    // Last of all: a run that its checkpoint calls finished has all its files.
    save();
    listener.epochDone(result, best);
    return true;
  }

  private void writeBest() {
    Path file = folder.file(RunFolder.BEST);
    EpochResult.best(state.history())
        .ifPresent(
            result -> ModelFile.write(file, tagger(result, state.bestScores()), state.best()));
  }

  private Tagger tagger(EpochResult result, Optional<ScoreDistribution> scores) {
    return new Tagger(
        network,
        data.task(),
        data.classes(),
        run.provenance(result, state.history()),
        Optional.empty(),
        scores);
  }

  private void save() {
    state.checkpoint(run).write(folder.file(RunFolder.CHECKPOINT));
    lastCheckpoint = System.nanoTime();
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
