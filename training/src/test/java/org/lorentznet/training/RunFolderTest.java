package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

class RunFolderTest {
  @TempDir Path parent;

  @Test
  void anExistingRunIsNotOverwritten() {
    Path path = parent.resolve("deep/run");
    RunFixture.run(path, TrainingListener.NONE);
    assertThatThrownBy(() -> RunFolder.create(path))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("already holds a run (configuration.json)");
  }

  @Test
  void anEmptyFolderAndOneWithoutACheckpointMayBegin() throws IOException {
    RunFolder.create(parent).close();
    try (RunFolder folder = RunFolder.resume(parent)) {
      assertThat(folder.finished()).isFalse();
      assertThat(folder.history()).isEmpty();
    }
    Files.writeString(parent.resolve(RunFolder.CONFIGURATION), "{}");
    assertThat(RunFixture.run(parent, TrainingListener.NONE).history()).hasSize(RunFixture.EPOCHS);
  }

  @Test
  void aFolderWithoutACheckpointKeepsItsFiles() throws IOException {
    for (String name :
        List.of(
            RunFolder.CONFIGURATION,
            RunFolder.LOG_CSV,
            RunFolder.LOG_JSON_LINES,
            RunFolder.BEST,
            RunFolder.LAST)) {
      Path file = Files.writeString(parent.resolve(name), "another's");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> RunFolder.resume(parent))
            .isInstanceOf(UserException.class)
            .hasMessageContaining("holds " + name + ", but no checkpoint");
      }
      assertThat(file).hasContent("another's");
      Files.delete(file);
    }
  }

  @Test
  void twoTrainersCannotShareAFolder() {
    try (RunFolder folder = RunFolder.create(parent)) {
      assertThatThrownBy(() -> RunFolder.resume(folder.path()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another process is training in this folder");
    }
    RunFolder.resume(parent).close();
  }

  @Test
  void filesInTheWayAreNamed() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.create(file))
        .isInstanceOf(UserException.class)
        .hasMessage(file + ": cannot be written: a file is in the way");
    assertThatThrownBy(() -> RunFolder.resume(file.resolve("run")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aCheckpointThatCannotBeWrittenLeavesTheOneBefore() throws IOException {
    RunFixture.run(parent, TrainingListener.NONE);
    Path checkpoint = parent.resolve(RunFolder.CHECKPOINT);
    byte[] before = Files.readAllBytes(checkpoint);
    Path vanished = parent.resolve("vanished");
    try (RunFolder folder = RunFolder.create(vanished)) {
      TrainingListener removesTheFolder =
          new TrainingListener() {
            @Override
            public void batchDone(Progress progress) {
              if (progress.epoch() == 2) {
                vanished.toFile().renameTo(parent.resolve("elsewhere").toFile());
              }
            }
          };
      Trainer trainer = RunFixture.trainer(folder, removesTheFolder, 1, Duration.ZERO);
      assertThatThrownBy(trainer::run)
          .isExactlyInstanceOf(UserException.class)
          .hasMessageContaining("cannot be written");
    }
    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(before);
    assertThat(Checkpoint.read(parent.resolve("elsewhere").resolve(RunFolder.CHECKPOINT)).history())
        .hasSize(1);
  }

  @Test
  void logsAndConfigurationAreReadable() throws IOException {
    TrainingOutcome outcome = RunFixture.run(parent, TrainingListener.NONE);
    int epoch = 0;
    for (String line : Files.readAllLines(parent.resolve(RunFolder.LOG_JSON_LINES))) {
      assertThat(EpochResult.fromJson(new JsonObject("log", Json.parseObject(line))))
          .isEqualTo(outcome.history().get(epoch++));
    }
    assertThat(Files.readAllLines(parent.resolve(RunFolder.LOG_CSV)).get(0))
        .isEqualTo(
            "epoch,learning_rate,train_loss,train_accuracy,validation_loss,"
                + "validation_accuracy,validation_auc,seconds,jets_per_second");
    JsonObject configuration =
        new JsonObject(
            "configuration",
            Json.parseObject(Files.readString(parent.resolve(RunFolder.CONFIGURATION))));
    assertThat(TrainingConfiguration.fromJson(configuration.object("training")))
        .isEqualTo(RunFixture.CONFIGURATION);
    assertThat(configuration.text("task")).isEqualTo("toy");
  }
}
