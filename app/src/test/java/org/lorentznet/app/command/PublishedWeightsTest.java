package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

/** The published top weights, from PyTorch's file to their published figures. */
class PublishedWeightsTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;

  @Test
  void giveTheirPublishedScores() throws Exception {
    Path weights = SharedFiles.require("golden/top-published.pt");
    Path jets = SharedFiles.require("data/top-reference-1000.h5");
    Path published = SharedFiles.require("data/top-reference-1000.published-logits.csv");
    Path model = folder.resolve("top.safetensors");
    Path scores = folder.resolve("scores.csv");
    Path json = folder.resolve("figures.json");
    assertThat(CommandRun.of("import", weights, "--task", "top", "--out", model).status()).isZero();
    assertThat(CommandRun.of("score", "--model", model, "--data", jets, "--out", scores).status())
        .isZero();
    List<String> expected = Files.readAllLines(published);
    List<String> found = Files.readAllLines(scores);
    assertThat(found).hasSameSizeAs(expected);
    int first = List.of(expected.getFirst().split(",")).indexOf("logit_0");
    for (int j = 1; j < expected.size(); j++) {
      String[] row = expected.get(j).split(",");
      String[] own = found.get(j).split(",");
      for (int k = 0; k < 2; k++) {
        assertThat(Double.parseDouble(own[2 + k]))
            .as("logit %d of jet %d", k, j - 1)
            .isEqualTo(Double.parseDouble(row[first + k]), within(TOLERANCE));
      }
    }
    assertThat(CommandRun.of("evaluate", "--scores", scores, "--json", json).status()).isZero();
    Map<String, Object> figures = Json.parseObject(Files.readString(json));
    assertThat((Double) figures.get("accuracy")).isEqualTo(0.9600, within(1e-9));
    assertThat((Double) figures.get("auc")).isEqualTo(0.98925, within(5e-6));
  }

  @Test
  void areTheSameAsSafetensors() {
    Path pickled = SharedFiles.require("golden/qg-published.pt");
    Path plain = SharedFiles.require("golden/qg-published.safetensors");
    Path a = folder.resolve("a.safetensors");
    Path b = folder.resolve("b.safetensors");
    for (List<Path> pair : List.of(List.of(pickled, a), List.of(plain, b))) {
      CommandRun run =
          CommandRun.of(
              "import",
              pair.getFirst(),
              "--task",
              "qg",
              "--out",
              pair.getLast(),
              "--pooling-divisor",
              "own",
              "--coordinate-clamp",
              "none");
      assertThat(run.status()).as(run.err()).isZero();
    }
    String words = CommandRun.of("inspect", a).out();
    assertThat(words).contains("coordinate clamp   none", "pooling divisor    none", "227096");
    assertThat(CommandRun.of("inspect", b).out().replace(plain.toString(), ""))
        .isEqualTo(words.replace(pickled.toString(), "").replace(a.toString(), b.toString()));
  }

  @Test
  void areRefusedForAnotherTask() {
    Path weights = SharedFiles.require("golden/qg-published.pt");
    Path model = folder.resolve("top.safetensors");
    CommandRun run = CommandRun.of("import", weights, "--task", "top", "--out", model);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("8 scalars a particle, task top has 2");
    assertThat(model).doesNotExist();
  }
}
