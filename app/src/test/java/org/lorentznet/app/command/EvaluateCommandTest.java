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
        .contains("LorentzNet", "Hardest mistakes", "AUC against jet mass", "Sculpting")
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "src=", "@import", "url(");
  }

  @Test
  void writesWhatGoesIntoAPaper() throws Exception {
    Path plots = folder.resolve("plots");
    Path latex = folder.resolve("t.tex");
    Path csv = folder.resolve("t.csv");
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--model",
            model,
            "--data",
            data,
            "--plots",
            plots,
            "--latex",
            latex,
            "--csv",
            csv);
    assertThat(run.status()).isZero();
    assertThat(plots.resolve("roc.svg")).content().startsWith("<svg");
    assertThat(Files.readAllBytes(plots.resolve("roc.png"))).startsWith(0x89, 'P', 'N', 'G');
    assertThat(plots.resolve("jet-mass-auc.svg")).exists();
    assertThat(latex).content().contains("\\toprule", "LorentzNet", "model");
    assertThat(csv).content().startsWith("tagger,figure,value").contains("model,accuracy,0.");
  }

  @Test
  void tellsFiguresAgainstKinematicsInJson() throws Exception {
    CommandRun run = CommandRun.of("evaluate", "--model", model, "--data", data, "--json", "-");
    Map<String, Object> json = Json.parseObject(run.out());
    Map<?, ?> profiles = (Map<?, ?>) json.get("profiles");
    assertThat(profiles.keySet().stream().map(Object::toString))
        .containsExactly("jet pT", "jet mass", "jet eta", "multiplicity");
    assertThat(json).containsKeys("sculpting", "calibration", "partial_auc", "max_sic");
  }

  @Test
  void takesScoresOfKnownJets() throws Exception {
    Path scores = folder.resolve("scores.csv");
    CommandRun.of("score", "--model", model, "--data", data, "--out", scores);
    CommandRun run =
        CommandRun.of(
            "evaluate", "--scores", scores, "--data", data, "--report", folder.resolve("r.html"));
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("150 narrow, 150 wide");
    assertThat(folder.resolve("r.html")).content().contains("Hardest mistakes");

    Path others = SyntheticJets.write(folder.resolve("fewer.parquet"), 299, 1);
    CommandRun wrong = CommandRun.of("evaluate", "--scores", scores, "--data", others);
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err().lines())
        .singleElement()
        .asString()
        .contains("scores.csv has scores of 300 jets", "fewer.parquet has 299 jets");

    Files.writeString(scores, Files.readString(scores).replaceFirst("(?m)^17,1,", "17,0,"));
    CommandRun differs = CommandRun.of("evaluate", "--scores", scores, "--data", data);
    assertThat(differs.err().lines())
        .singleElement()
        .asString()
        .contains("jet 17", "label 0, but 1", "not the same jets");
  }

  @Test
  void saysWhatIsWrongWithScoresInOneLine() throws Exception {
    for (List<String> wrong :
        List.of(
            List.of("score,label\n0.5,1\n0.2,1\n", "all 2 jets have label 1"),
            List.of("score,label\n0.5,1\nNaN,0\n", "row 1: the score is NaN"),
            List.of("score,label\n0.5,1\nInfinity,0\n", "row 1"),
            List.of("score\n0.5\n0.2\n", "no column 'label'"),
            List.of("score,label,weight\n0.5,1,1\n0.2,0,-1\n", "jet 1: weight -1.0"),
            List.of("score,label,weight\n0.5,1,0\n0.2,0,0\n", "no weight in total"),
            List.of("score,label,weight\n0.5,1,0\n0.2,0,1\n", "label 1 have no weight"),
            List.of("score,label,weight\n0.5,1,1\n0.2,0,NaN\n", "row 1: the weight is NaN"),
            List.of("score,label\n0.5,1\n0.2,2\n", "jet 1: has label 2"),
            List.of("probability_0,probability_1,label\n0.5,0.9,1\n", "jet 0: probabilities add"),
            List.of(
                "logit_0,logit_1,logit_2,label\n1,0,2,1\n2,0,1,1\n",
                "all jets with any weight have label 1"),
            List.of("score,label\n", "no jets"))) {
      Path file = Files.writeString(folder.resolve("bad.csv"), wrong.get(0));
      Path page = folder.resolve("bad.html");
      CommandRun run = CommandRun.of("evaluate", "--scores", file, "--report", page);
      assertThat(run.status()).as(wrong.get(0)).isEqualTo(1);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("bad.csv")
          .contains(wrong.get(1));
      assertThat(page).doesNotExist();
    }
  }

  @Test
  void aPageOfFewJetsSaysWhatIsLeftOut() throws Exception {
    Path file = folder.resolve("few.csv");
    Files.writeString(file, "score,label\n0.9,1\n0.2,0\n0.6,1\n0.7,0\n");
    Path page = folder.resolve("few.html");
    CommandRun run = CommandRun.of("evaluate", "--scores", file, "--report", page);
    assertThat(run.status()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .contains("fewer jets than bins", "too few jets for a largest significance improvement")
        .contains("The jets themselves were not given");
    assertThat(html.substring(html.indexOf("<body>"))).doesNotContain("NaN", "Infinity");
  }

  @Test
  void asksForOneFormOrTheOther() {
    for (Object[] arguments :
        List.of(
            new Object[] {"evaluate"},
            new Object[] {"evaluate", "--model", model},
            new Object[] {"evaluate", "--model", model, model, "--data", data},
            new Object[] {"evaluate", "--scores", "a.csv", "b.csv"},
            new Object[] {"evaluate", "--model", model, "--data", data, "--scores", "s.csv"},
            new Object[] {"evaluate", "--scores", "s.npy", "--labels", "l.npy", "--data", data},
            new Object[] {"evaluate", "--scores", "s.csv", "--weights", "w"},
            new Object[] {"evaluate", "--labels", "l.npy"})) {
      CommandRun run = CommandRun.of(arguments);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err().lines()).singleElement().asString().contains("evaluate --help");
    }
  }
}
