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

class EvaluateCommandTest {
  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 300, 1);
  }

  @Test
  void tabulatesFiguresWithIntervalsAndTheirMethod() {
    CommandRun run =
        CommandRun.of("evaluate", "--model", model, "--data", data, "--efficiencies", "0.7,0.5");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("300 jets: 150 narrow, 150 wide")
        .contains("accuracy", "AUC", "DeLong", "Clopper-Pearson", "loss")
        .contains("1/eB at eS = 0.3", "1/eB at eS = 0.5", "1/eB at eS = 0.7");
  }

  @Test
  void writesJsonToStandardOutputAndWordsElsewhere() {
    CommandRun run = CommandRun.of("evaluate", "--model", model, "--data", data, "--json", "-");
    Map<String, Object> json = Json.parseObject(run.out());
    assertThat(json)
        .containsKeys("jets", "accuracy", "auc", "accuracy_interval", "auc_interval", "loss");
    assertThat(json.get("jets")).isEqualTo(300L);
    assertThat((List<?>) json.get("auc_interval")).hasSize(2);
    Map<?, ?> rejection = (Map<?, ?>) json.get("rejection");
    assertThat(rejection.keySet().toArray()).containsExactly("0.3", "0.5");
    assertThat(((Map<?, ?>) rejection.get("0.5")).keySet().toArray())
        .containsExactly("value", "low", "high");
    assertThat(run.err()).contains("accuracy");
  }

  @Test
  void givesTheSameFromAFileOfScores() throws Exception {
    Path fromModel = folder.resolve("a.json");
    Path fromScores = folder.resolve("b.json");
    CommandRun.of("evaluate", "--model", model, "--data", data, "--json", fromModel);
    Path scores = folder.resolve("scores.parquet");
    CommandRun.of("score", "--model", model, "--data", data, "--out", scores);
    assertThat(CommandRun.of("evaluate", "--scores", scores, "--json", fromScores).status())
        .isZero();
    Map<String, Object> expected = Json.parseObject(Files.readString(fromModel));
    Map<String, Object> found = Json.parseObject(Files.readString(fromScores));
    for (String key : List.of("jets", "accuracy", "auc", "rejection")) {
      assertThat(found.get(key)).as(key).isEqualTo(expected.get(key));
    }
  }

  @Test
  void weighsJetsByAColumn() {
    String given =
        CommandRun.of("evaluate", "--model", model, "--data", data, "--weights", "weight").out();
    assertThat(given).contains("weighted");
    assertThat(CommandRun.of("evaluate", "--model", model, "--data", data).out()).isEqualTo(given);
    assertThat(
            CommandRun.of("evaluate", "--model", model, "--data", data, "--weights", "none").out())
        .doesNotContain("weighted");
    CommandRun wrong =
        CommandRun.of("evaluate", "--model", model, "--data", data, "--weights", "wait");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("no jet column 'wait'").contains("weight");
  }

  @Test
  void writesAPageThatNeedsNothingElse() throws Exception {
    Path report = folder.resolve("report.html");
    CommandRun run =
        CommandRun.of("evaluate", "--model", model, "--data", data, "--report", report);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("report.html");
    String page = Files.readString(report);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<svg", "prefers-color-scheme: dark", "accuracy", "signal efficiency")
        .contains("LorentzNet")
        .doesNotContain("http", "<script", "src=");
  }

  @Test
  void asksForOneFormOrTheOther() {
    for (Object[] arguments :
        List.of(
            new Object[] {"evaluate"},
            new Object[] {"evaluate", "--model", model},
            new Object[] {"evaluate", "--model", model, "--data", data, "--scores", "s.csv"},
            new Object[] {"evaluate", "--labels", "l.npy"})) {
      CommandRun run = CommandRun.of(arguments);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err().lines()).singleElement().asString().contains("evaluate --help");
    }
  }
}
