package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;

class QuickstartCommandTest {
  private static final String ROOT = "lorentznet.root";

  @TempDir Path folder;

  @AfterEach
  void forgetTheRoot() {
    System.clearProperty(ROOT);
  }

  @Test
  void trainsEvaluatesAndReports() throws Exception {
    Path samples = Files.createDirectory(folder.resolve("samples"));
    SyntheticJets.write(samples.resolve("top-train-1.parquet"), 60, 1);
    SyntheticJets.write(samples.resolve("top-train-2.parquet"), 60, 2);
    SyntheticJets.write(samples.resolve("top-validation.parquet"), 40, 3);
    SyntheticJets.write(samples.resolve("top-test.parquet"), 40, 4);
    SmallModel.top(Files.createDirectory(folder.resolve("models")).resolve("top-base.safetensors"));
    System.setProperty(ROOT, folder.toString());
    Path out = folder.resolve("first");
    CommandRun run = CommandRun.of("quickstart", "--out", out);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^epoch +1/[0-9]+ ")
        .contains("40 jets", "accuracy", "AUC", "report.html", "next:")
        .containsPattern("(?m)^the new tagger +0\\.[0-9]{5} ")
        .containsPattern("(?m)^pretrained:top +0\\.[0-9]{5} ")
        .contains("evaluate --model pretrained:top");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(
            "120 simulated jets", "pretrained:top", "<svg", "ROC and significance", "Training")
        .doesNotContain("http:", "https:");
    CommandRun again = CommandRun.of("quickstart", "--out", out);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("already holds a run");
  }

  @Test
  void saysThatTheBundledJetsAreMissing() {
    System.setProperty(ROOT, folder.toString());
    CommandRun run = CommandRun.of("quickstart", "--out", folder.resolve("q"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("bundled jets");
    assertThat(folder.resolve("q")).doesNotExist();
  }
}
