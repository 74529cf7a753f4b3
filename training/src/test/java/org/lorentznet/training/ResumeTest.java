package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.testing.BlockSource;
import org.lorentznet.training.RunFixture.KillAfter;
import org.lorentznet.training.RunFixture.Killed;
import org.lorentznet.training.TrainingOutcome.Status;

class ResumeTest {
  @TempDir static Path whole;
  @TempDir Path parent;

  @BeforeAll
  static void trainWithoutABreak() {
    RunFixture.run(whole, TrainingListener.NONE);
  }

  private static void assertSameAsWhole(Path path) {
    for (String name : List.of(RunFolder.BEST, RunFolder.LAST)) {
      assertThat(path.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    assertThat(RunFixture.weights(path.resolve(RunFolder.CHECKPOINT)))
        .isEqualTo(RunFixture.weights(whole.resolve(RunFolder.CHECKPOINT)));
  }

  private static void kill(Path path, int batches, int threads, Duration checkpoints) {
    kill(path, batches, threads, checkpoints, ToyJets.data(RunFixture.JETS, 100));
  }

  private static void kill(
      Path path, int batches, int threads, Duration checkpoints, TrainingData data) {
    try (RunFolder folder = RunFolder.resume(path)) {
      Trainer trainer =
          RunFixture.trainer(folder, new KillAfter(batches), threads, checkpoints, data);
      assertThatThrownBy(trainer::run).isInstanceOf(Killed.class);
    }
  }

  @Test
  void killedAtAnyBatchAndOnAnyNumberOfThreadsTheWeightsAreTheSame() {
    RandomStream random = new RandomStream(9);
    for (int round = 0; round < 12; round++) {
      Path path = parent.resolve("run" + round);
      int left = RunFixture.BATCHES * RunFixture.EPOCHS - 1;
      boolean within = random.nextInt(3) > 0;
      Duration checkpoints = within ? Duration.ZERO : Duration.ofHours(1);
      for (int kills = 0; kills < 3; kills++) {
        int batches = random.nextInt(left / 3);
        TrainingData data =
            random.nextInt(2) == 0 ? ToyJets.data(RunFixture.JETS, 100) : RunFixture.streamed();
        kill(path, batches, 1 + random.nextInt(3), checkpoints, data);
      }
      assertThat(RunFixture.run(path, TrainingListener.NONE).status()).isEqualTo(Status.FINISHED);
      assertSameAsWhole(path);
    }
  }

  @Test
  void streamedOrInMemoryTheModelsAreTheSame() {
    Path path = parent.resolve("run");
    try (RunFolder folder = RunFolder.create(path)) {
      RunFixture.trainer(
              folder, TrainingListener.NONE, 2, Duration.ofHours(1), RunFixture.streamed())
          .run();
    }
    assertSameAsWhole(path);
  }

  @Test
  void aRunOverJetsThatCanBeReadInOrderOnlyIsResumedToo() {
    TrainingData data =
        new TrainingData(
            "toy",
            ToyJets.read(
                BlockSource.inOrder(ToyJets.of(RunFixture.JETS, 1, 50)),
                "training",
                RunFixture.CONFIGURATION,
                0),
            ToyJets.data(1, 100).validation());
    Path once = parent.resolve("once");
    Path killed = parent.resolve("killed");
    try (RunFolder folder = RunFolder.create(once)) {
      RunFixture.trainer(folder, TrainingListener.NONE, 1, Duration.ZERO, data).run();
    }
    kill(killed, 2 * RunFixture.BATCHES + 7, 1, Duration.ZERO, data);
    try (RunFolder folder = RunFolder.resume(killed)) {
      RunFixture.trainer(folder, TrainingListener.NONE, 1, Duration.ZERO, data).run();
    }
    for (String name : List.of(RunFolder.BEST, RunFolder.LAST)) {
      assertThat(killed.resolve(name)).hasSameBinaryContentAs(once.resolve(name));
      assertThat(RunFixture.weights(once.resolve(name)))
          .isNotEqualTo(RunFixture.weights(whole.resolve(name)));
    }
    assertRefused(
        killed,
        RunFixture.CONFIGURATION,
        ToyJets.data(RunFixture.JETS, 100),
        "data.training.order was");
  }

  @Test
  void killedBeforeTheEpochIsSavedItIsDoneAgain() {
    Path path = parent.resolve("run");
    TrainingListener afterValidation =
        new TrainingListener() {
          @Override
          public void validated(long jets, long jetsTotal) {
            throw new Killed();
          }
        };
    assertThatThrownBy(() -> RunFixture.run(path, afterValidation)).isInstanceOf(Killed.class);
    RunFixture.run(path, TrainingListener.NONE);
    assertSameAsWhole(path);
  }

  @Test
  void aStopRequestSavesAndReturns() {
    Path path = parent.resolve("run");
    for (int stopAt : new int[] {1, 20, 13}) {
      try (RunFolder folder = RunFolder.resume(path)) {
        List<Trainer> trainers = new ArrayList<>();
        int[] batches = {0};
        TrainingListener listener =
            new TrainingListener() {
              @Override
              public void batchDone(Progress progress) {
                if (++batches[0] == stopAt) {
                  trainers.get(0).requestStop();
                }
              }
            };
        trainers.add(RunFixture.trainer(folder, listener, 2, Duration.ofHours(1)));
        TrainingOutcome outcome = trainers.get(0).run();
        assertThat(outcome.status()).isEqualTo(Status.STOPPED);
        assertThat(batches[0]).isEqualTo(stopAt);
        assertThat(folder.finished()).isFalse();
      }
    }
    TrainingOutcome outcome = RunFixture.run(path, TrainingListener.NONE);
    assertThat(outcome.status()).isEqualTo(Status.FINISHED);
    assertSameAsWhole(path);
  }

  @Test
  void aStopDuringValidationGoesOnWithTheValidation() {
    Path path = parent.resolve("run");
    try (RunFolder folder = RunFolder.create(path)) {
      List<Trainer> trainers = new ArrayList<>();
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void batchDone(Progress progress) {
              if (progress.jets() == progress.jetsTotal()) {
                trainers.get(0).requestStop();
              }
            }
          };
      trainers.add(RunFixture.trainer(folder, listener, 1, Duration.ofHours(1)));
      assertThat(trainers.get(0).run().history()).isEmpty();
    }
    int[] batches = {0};
    RunFixture.run(
        path,
        new TrainingListener() {
          @Override
          public void batchDone(Progress progress) {
            batches[0]++;
          }
        });
    assertThat(batches[0]).isEqualTo(RunFixture.BATCHES * (RunFixture.EPOCHS - 1));
    assertSameAsWhole(path);
  }

  @Test
  void logsLoseWhatIsDoneAgain() throws IOException {
    Path path = parent.resolve("run");
    kill(path, 2 * RunFixture.BATCHES + 3, 1, Duration.ofHours(1));
    assertThat(Files.readAllLines(path.resolve(RunFolder.LOG_CSV))).hasSize(3);
    Files.writeString(path.resolve(RunFolder.LOG_CSV), "3,a line the checkpoint knows nothing of");
    kill(path, 0, 1, Duration.ofHours(1));
    assertThat(Files.readAllLines(path.resolve(RunFolder.LOG_CSV))).hasSize(3);
    assertThat(Files.readAllLines(path.resolve(RunFolder.LOG_JSON_LINES))).hasSize(2);
    RunFixture.run(path, TrainingListener.NONE);
    List<String> lines = Files.readAllLines(path.resolve(RunFolder.LOG_CSV));
    assertThat(lines).hasSize(RunFixture.EPOCHS + 1);
    for (int epoch = 1; epoch <= RunFixture.EPOCHS; epoch++) {
      assertThat(lines.get(epoch)).startsWith(epoch + ",");
    }
  }

  @Test
  void aFinishedRunIsLeftAlone() throws IOException {
    Path path = parent.resolve("run");
    RunFixture.run(path, TrainingListener.NONE);
    byte[] before = Files.readAllBytes(path.resolve(RunFolder.CHECKPOINT));
    try (RunFolder folder = RunFolder.resume(path)) {
      assertThat(folder.finished()).isTrue();
      assertThat(folder.history()).hasSize(RunFixture.EPOCHS);
    }
    TrainingOutcome again = RunFixture.run(path, new KillAfter(0));
    assertThat(again.status()).isEqualTo(Status.FINISHED);
    assertThat(Files.readAllBytes(path.resolve(RunFolder.CHECKPOINT))).isEqualTo(before);
  }

  @Test
  void anotherRunIsNotResumed() {
    Path path = parent.resolve("run");
    kill(path, 3, 1, Duration.ZERO);
    TrainingConfiguration configuration = RunFixture.CONFIGURATION;
    assertRefused(
        path,
        configuration.withBatchSize(8).withSeed(-5),
        ToyJets.data(RunFixture.JETS, 100),
        "training.batch_size was 16, is now 8",
        "training.seed was 1, is now -5");
    assertRefused(
        path,
        configuration,
        ToyJets.data(RunFixture.JETS, 99),
        "data.validation.jets was 100, is now 99");
    TrainingData data = ToyJets.data(RunFixture.JETS, 100);
    TrainingData other =
        new TrainingData(
            data.task(),
            ToyJets.held(ToyJets.of(RunFixture.JETS, 3, 50), "training", configuration),
            data.validation());
    assertRefused(path, configuration, other, "data.training.digest was \"sha256:");
  }

  private static void assertRefused(
      Path path, TrainingConfiguration configuration, TrainingData data, String... parts) {
    try (RunFolder folder = RunFolder.resume(path)) {
      Trainer trainer =
          new Trainer(
              new SummedJetNetwork(7),
              configuration,
              data,
              folder,
              Workers.CALLER,
              TrainingListener.NONE);
      assertThatThrownBy(trainer::run)
          .isInstanceOf(MismatchException.class)
          .hasMessageStartingWith(path + ": the run cannot be resumed as another: ")
          .hasMessageContainingAll(parts);
    }
  }

  @Test
  void blocksNamesAndValidationBatchesMayDiffer() {
    Path path = parent.resolve("run");
    kill(path, 20, 1, Duration.ZERO);
    TrainingData data =
        new TrainingData(
            "toy",
            ToyJets.held(ToyJets.of(RunFixture.JETS, 1, 7), "moved", RunFixture.CONFIGURATION),
            ToyJets.held(ToyJets.of(100, 2, 33), "moved too", RunFixture.CONFIGURATION));
    TrainingConfiguration configuration =
        RunFixture.CONFIGURATION.with(new JsonObject("test", Map.of("validation_batch_size", 9)));
    try (RunFolder folder = RunFolder.resume(path)) {
      new Trainer(
              new SummedJetNetwork(7),
              configuration,
              data,
              folder,
              Workers.CALLER,
              TrainingListener.NONE)
          .run();
    }
    assertThat(RunFixture.weights(path.resolve(RunFolder.BEST)))
        .isEqualTo(RunFixture.weights(whole.resolve(RunFolder.BEST)));
  }

  @Test
  void damagedCheckpointsAreRefusedAndLeftInPlace() throws IOException {
    Path path = parent.resolve("run");
    kill(path, 20, 1, Duration.ZERO);
    Path file = path.resolve(RunFolder.CHECKPOINT);
    byte[] bytes = Files.readAllBytes(file);
    RandomStream random = new RandomStream(2);
    for (int round = 0; round < 300; round++) {
      byte[] damaged =
          round % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
      if (damaged.length == bytes.length) {
        int at = random.nextInt(bytes.length);
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      try (RunFolder folder = RunFolder.resume(path)) {
        assertThatThrownBy(folder::finished)
            .as("round %s", round)
            .isInstanceOf(UserException.class);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    }
  }

  @Test
  void aProcessKilledAtRandomMomentsComesToTheSameWeights() throws Exception {
    Path path = parent.resolve("run");
    RandomStream random = new RandomStream(System.nanoTime());
    int starts = 0;
    boolean finished = false;
    while (!finished) {
      starts++;
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SlowRun.class.getName(),
                  path.toString())
              .redirectErrorStream(true)
              .redirectOutput(parent.resolve("output").toFile())
              .start();
      long patience = starts > 6 ? 60_000 : 300 + random.nextInt(500);
      finished = process.waitFor(patience, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (finished) {
        assertThat(process.exitValue()).as(Files.readString(parent.resolve("output"))).isZero();
      }
    }
    assertThat(starts).isGreaterThan(1);
    assertSameAsWhole(path);
    try (var files = Files.list(path)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".lock",
              RunFolder.CONFIGURATION,
              RunFolder.LOG_CSV,
              RunFolder.LOG_JSON_LINES,
              RunFolder.CHECKPOINT,
              RunFolder.BEST,
              RunFolder.LAST);
    }
  }

  /** The run in a process of its own, slow enough to be killed on its way. */
  static final class SlowRun {
    private SlowRun() {}

    public static void main(String[] arguments) {
      try (RunFolder folder = RunFolder.resume(Path.of(arguments[0]))) {
        TrainingListener slow =
            new TrainingListener() {
              @Override
              public void batchDone(Progress progress) {
                try {
                  Thread.sleep(12);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            };
        RunFixture.trainer(folder, slow, 2, Duration.ZERO).run();
      }
    }
  }
}
