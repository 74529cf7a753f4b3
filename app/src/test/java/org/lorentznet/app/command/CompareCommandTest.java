package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

class CompareCommandTest {
  private static final int JETS = 300;

  @TempDir Path folder;
  private Path model;
  private Path data;
  private Path scores;

  @BeforeEach
  void write() throws Exception {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), JETS, 1);
    scores = scores("other.csv", JETS, 0);
  }

  private Path scores(String name, int jets, int firstLabel) throws Exception {
    StringBuilder csv = new StringBuilder("score,label\n");
    for (int j = 0; j < jets; j++) {
      csv.append(j % 11 / 20.0 + j % 2 * 0.3).append(',').append((j + firstLabel) % 2).append('\n');
    }
    return Files.writeString(folder.resolve(name), csv);
  }

  @Test
  void printsThePapersTableAndTheDifferences() {
    CommandRun run = CommandRun.of("compare", model, scores, "--data", data);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("300 jets: 150 narrow, 150 wide")
        .containsPattern("LorentzNet \\(arXiv:2201.08187\\) +0.942 +0.9868 +498 ± 18 +2195 ± 173")
        .containsPattern("(?m)^model +0\\.[0-9]{5} \\(")
        .containsPattern("(?m)^other +0\\.[0-9]{5} \\(")
        .containsPattern("model against other +AUC, difference +[-+]0\\.[0-9]{5} .*DeLong, paired");
  }

  @Test
  void writesAPageTablesAndJson() throws Exception {
    Path page = folder.resolve("c.html");
    Path latex = folder.resolve("c.tex");
    CommandRun run =
        CommandRun.of(
            "compare",
            model,
            scores,
            "--data",
            data,
            "--names",
            "new,old",
            "--report",
            page,
            "--latex",
            latex,
            "--published",
            "none",
            "--json",
            "-");
    assertThat(run.status()).isZero();
    Map<String, Object> json = Json.parseObject(run.out());
    assertThat(json).containsOnlyKeys("jets", "taggers", "comparisons");
    Map<?, ?> pair = (Map<?, ?>) ((List<?>) json.get("comparisons")).getFirst();
    assertThat(pair.get("first")).isEqualTo("new");
    assertThat((Double) ((Map<?, ?>) pair.get("auc")).get("p_value")).isBetween(0.0, 1.0);
    assertThat(page).content().contains("Comparison of new, old", "Differences on the same jets");
    assertThat(latex).content().contains("new & $0.").doesNotContain("LorentzNet &");
  }

  @Test
  void aSingleTaggerStandsBesidePublishedOnes() {
    CommandRun run = CommandRun.of("compare", scores, "--published", "qg");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("42.4 ± 0.4").doesNotContain("p-value");
  }

  @Test
  void comparesOnlyScoresOfTheSameJets() throws Exception {
    assertError(
        CommandRun.of("compare", scores, scores("fewer.csv", JETS - 2, 0)),
        "fewer.csv: the second has scores of 298 jets",
        "same jets");
    assertError(
        CommandRun.of("compare", scores, scores("shifted.csv", JETS, 1)),
        "shifted.csv: jet 0",
        "label 0 in the first, 1 in the second");
    assertError(CommandRun.of("compare", scores, model), "model.safetensors", "--data");
    Path three = SmallModel.threeClasses(folder.resolve("three.safetensors"));
    assertError(CommandRun.of("compare", three, "--data", data), "2 classes, the model 3");
    assertThat(CommandRun.of("compare").status()).isEqualTo(2);
    assertThat(CommandRun.of("compare", scores, "--names", "a,b").status()).isEqualTo(2);
    assertThat(CommandRun.of("compare", scores, scores, "--names", "a,a").status()).isEqualTo(2);
    assertThat(CommandRun.of("compare", scores, "--data", data, "--labels", "l.npy").status())
        .isEqualTo(2);
    CommandRun twice = CommandRun.of("compare", scores, scores);
    assertThat(twice.out()).contains("1: " + scores, "2: " + scores);
  }

  private static void assertError(CommandRun run, String... words) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).singleElement().asString().contains(words);
  }

  @Test
  void publishedScoresGivePublishedFigures() {
    Path labels = SharedFiles.require("data/baseline-scores/labels.npy");
    CommandRun run =
        CommandRun.of(
            "compare",
            labels.resolveSibling("P-CNN_v2.npy"),
            labels.resolveSibling("PFN_v0.npy"),
            labels.resolveSibling("ResNeXt50_v2.npy"),
            "--labels",
            labels,
            "--published",
            "top",
            "--efficiencies",
            "0.7");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^P-CNN_v2 +0\\.92958 .* 0\\.98028 .* 201\\.1 .* 759\\.1 .* 64\\.74 ")
        .containsPattern("(?m)^PFN_v0 +0\\.93209 .* 0\\.98208 .* 256\\.9 .* 889\\.5 .* 80\\.22 ")
        .containsPattern(
            "(?m)^ResNeXt50_v2 +0\\.93579 .* 0\\.98372 .* 302\\.3 .* 1147 .* 89\\.98 ");
  }
}
