package org.lorentznet.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Safetensors;

/** One small run that tests interrupt, resume and compare. */
final class RunFixture {
  static final int JETS = 203;
  static final int BATCHES = 13;
  static final int EPOCHS = 6;

  /** A recipe with five windows an epoch. */
  static final TrainingConfiguration CONFIGURATION =
      TrainingConfiguration.published()
          .withEpochs(EPOCHS)
          .withBatchSize(16)
          .withLearningRate(0.02)
          .withShuffleBuffer(50);

  /** A process that ends without a chance to save anything. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Kills the run after a number of batches. */
  static final class KillAfter implements TrainingListener {
    private int left;

    KillAfter(int batches) {
      left = batches;
    }

    @Override
    public void batchDone(Progress progress) {
      if (left-- == 0) {
        throw new Killed();
      }
    }
  }

  private RunFixture() {}

  static Trainer trainer(
      RunFolder folder, TrainingListener listener, int threads, Duration checkpoints) {
    return trainer(folder, listener, threads, checkpoints, ToyJets.data(JETS, 100));
  }

  /** The same jets, read from their source again and again. */
  static TrainingData streamed() {
    return new TrainingData(
        "toy",
        ToyJets.streamed(ToyJets.of(JETS, 1, 23), "training", CONFIGURATION),
        ToyJets.streamed(ToyJets.of(100, 2, 50), "validation", CONFIGURATION));
  }

  static Trainer trainer(
      RunFolder folder,
      TrainingListener listener,
      int threads,
      Duration checkpoints,
      TrainingData data) {
    return new Trainer(
        new SummedJetNetwork(7),
        CONFIGURATION,
        data,
        List.of(),
        folder,
        new Workers(threads),
        listener,
        checkpoints);
  }

  /** Trains from where the folder is to the end. */
  static TrainingOutcome run(Path path, TrainingListener listener) {
    try (RunFolder folder = RunFolder.resume(path)) {
      return trainer(folder, listener, 1, Duration.ofHours(1)).run();
    }
  }

  /** A hash of every bit of every array of a safetensors file. */
  static int weights(Path file) {
    Safetensors contents = Safetensors.read(file);
    int hash = 0;
    for (String name : contents.names()) {
      hash = 31 * hash + name.hashCode();
      hash = 31 * hash + Arrays.hashCode(contents.floats(name));
    }
    return hash;
  }
}
