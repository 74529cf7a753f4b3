package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;

/** Calibrations, ensembles and dropout samples, from fit to score file. */
class CalibrateCommandTest {
  @TempDir static Path folder;
  private static Path model;
  private static Path data;

  @BeforeAll
  static void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 400, 1);
  }

  private static List<String> score(String name, Object... arguments) throws Exception {
    Path out = folder.resolve(name);
    Object[] all = new Object[arguments.length + 5];
    all[0] = "score";
    all[1] = "--data";
    all[2] = data;
    all[3] = "--out";
    all[4] = out;
    System.arraycopy(arguments, 0, all, 5, arguments.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.status()).as(run.err()).isZero();
    return Files.readAllLines(out);
  }

  private static double[] column(List<String> csv, String name) {
    int at = List.of(csv.getFirst().split(",")).indexOf(name);
    assertThat(at).as("column " + name + " of " + csv.getFirst()).isNotNegative();
    return csv.stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[at]))
        .toArray();
  }

  @Test
  void aCalibrationIsFittedKeptAndAppliedOnRequest() throws Exception {
    for (String method : List.of("temperature", "isotonic")) {
      Path out = folder.resolve(method + ".safetensors");
      Path json = folder.resolve(method + ".json");
      CommandRun run =
          CommandRun.of(
              "calibrate",
              "--model",
              model,
              "--data",
              data,
              "--out",
              out,
              "--method",
              method,
              "--json",
              json);
      assertThat(run.status()).as(run.err()).isZero();
      Map<String, Object> fitted = Json.parseObject(Files.readString(json));
      double before = ((Number) fitted.get("loss_before")).doubleValue();
      double after = ((Number) fitted.get("loss_after")).doubleValue();
      assertThat(after).isLessThan(before);

      // Unless asked for, scores are those of the model.
      assertThat(score("plain.csv", "--model", out)).isEqualTo(score("own.csv", "--model", model));
      assertThat(score("calibrated.csv", "--model", out, "--calibrated").getFirst())
          .doesNotContain("spread");
      Path evaluated = folder.resolve("evaluated.json");
      run =
          CommandRun.of(
              "evaluate", "--model", out, "--data", data, "--calibrated", "--json", evaluated);
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(((Number) Json.parseObject(Files.readString(evaluated)).get("loss")).doubleValue())
          .isCloseTo(after, within(1e-9));
      run =
          CommandRun.of(
              "evaluate", "--scores", folder.resolve("calibrated.csv"), "--json", evaluated);
      assertThat(((Number) Json.parseObject(Files.readString(evaluated)).get("loss")).doubleValue())
          .isCloseTo(after, within(1e-5));
    }
  }

  @Test
  void anEnsembleGivesTheMeanAndTheSpread() throws Exception {
    Path other = folder.resolve("other.safetensors");
    CommandRun.of("calibrate", "--model", model, "--data", data, "--out", other);
    List<String> one = score("one.csv", "--model", model);
    List<String> same = score("same.csv", "--model", model, other);
    assertThat(column(same, "probability_1")).containsExactly(column(one, "probability_1"));
    assertThat(column(same, "spread_1")).containsOnly(0);
    Path third = SmallModel.top(folder.resolve("third.safetensors"), 8);
    List<String> both = score("both.csv", "--model", model, third);
    double[] a = column(one, "probability_1");
    double[] b = column(score("third.csv", "--model", third), "probability_1");
    double[] mean = column(both, "probability_1");
    double[] spread = column(both, "spread_1");
    for (int j = 0; j < 400; j++) {
      assertThat(mean[j]).isCloseTo((a[j] + b[j]) / 2, within(1e-6));
      assertThat(spread[j]).isCloseTo(Math.abs(a[j] - b[j]) / Math.sqrt(2), within(1e-6));
    }
  }

  @Test
  void dropoutSamplesGiveASpreadWithinEachJet() throws Exception {
    List<String> csv = score("dropout.csv", "--model", model, "--dropout-samples", "8");
    double[] zero = column(csv, "spread_0");
    double[] one = column(csv, "spread_1");
    double[] p = column(csv, "probability_1");
    for (int j = 0; j < 400; j++) {
      assertThat(one[j]).isPositive().isLessThan(0.5);
      assertThat(zero[j]).isCloseTo(one[j], within(1e-6));
      assertThat(p[j]).isBetween(0.0, 1.0);
    }
    assertThat(score("again.csv", "--model", model, "--dropout-samples", "8", "--threads", "1"))
        .isEqualTo(csv);
  }

  @Test
  void whatDoesNotFitGetsOneLine() {
    assertFailure(
        "the model has no calibration; 'calibrate' fits one",
        1,
        "score",
        "--model",
        model,
        "--data",
        data,
        "--out",
        folder.resolve("x.csv"),
        "--calibrated");
    assertFailure(
        "the model has no calibration",
        1,
        "evaluate",
        "--model",
        model,
        "--data",
        data,
        "--calibrated");
    assertFailure(
        "--dropout-samples 1 is not at least 2",
        2,
        "score",
        "--model",
        model,
        "--data",
        data,
        "--out",
        folder.resolve("x.csv"),
        "--dropout-samples",
        "1");
    Path three = SmallModel.threeClasses(folder.resolve("three.safetensors"));
    assertFailure(
        "models that score together have the same classes",
        1,
        "score",
        "--model",
        model,
        three,
        "--data",
        data,
        "--out",
        folder.resolve("x.csv"));
    Path few = SyntheticJets.write(folder.resolve("few.parquet"), 20, 1);
    assertFailure(
        "calibration needs at least 25 jets of each class, found 10 of class 'narrow'",
        1,
        "calibrate",
        "--model",
        model,
        "--data",
        few,
        "--out",
        folder.resolve("y.safetensors"));
    assertThat(folder.resolve("y.safetensors")).doesNotExist();
  }

  private static void assertFailure(String message, int status, Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err()).contains(message);
  }
}
