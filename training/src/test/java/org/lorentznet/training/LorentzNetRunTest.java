package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/** A whole run with the network it is all for. */
class LorentzNetRunTest {
  private static final LorentzNetConfiguration NETWORK =
      LorentzNetConfiguration.topTagging(10).withSize(4, 2);

  @TempDir Path parent;

  private static void run(Path path, TrainingListener listener, int threads) {
    try (RunFolder folder = RunFolder.resume(path);
        Workers workers = new Workers(threads)) {
      new Trainer(
              LorentzNet.initialised(NETWORK, 3),
              TrainingConfiguration.published().withEpochs(3).withBatchSize(16),
              ToyJets.data(80, 40),
              List.of(),
              folder,
              workers,
              listener,
              Duration.ZERO)
          .run();
    }
  }

  @Test
  void aKilledRunComesToTheSameModelOnAnotherNumberOfThreads() {
    Path whole = parent.resolve("whole");
    Path killed = parent.resolve("killed");
    run(whole, TrainingListener.NONE, 1);
    assertThatThrownBy(() -> run(killed, new RunFixture.KillAfter(7), 3))
        .isInstanceOf(RunFixture.Killed.class);
    run(killed, TrainingListener.NONE, 2);
    for (String name : new String[] {RunFolder.BEST, RunFolder.LAST}) {
      assertThat(killed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    Tagger best = ModelFile.read(killed.resolve(RunFolder.BEST));
    assertThat(((LorentzNet) best.network()).settings()).isEqualTo(NETWORK);
    assertThat(best.task()).isEqualTo("toy");
    assertThat(best.provenance()).containsKeys("version", "data", "training", "metrics", "history");
  }
}
