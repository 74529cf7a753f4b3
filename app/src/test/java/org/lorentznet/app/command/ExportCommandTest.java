package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.jet.Jets;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.testing.SharedFiles;

class ExportCommandTest {
  @TempDir Path folder;

  private Path exported(String... options) {
    Path model = SmallModel.top(folder.resolve("top.safetensors"));
    Path jets = SyntheticJets.write(folder.resolve("check.parquet"), 40, 5);
    Path onnx = folder.resolve("top.onnx");
    Object[] arguments = new Object[7 + options.length];
    System.arraycopy(
        new Object[] {"export", "--model", model, "--onnx", onnx, "--data", jets},
        0,
        arguments,
        0,
        7);
    System.arraycopy(options, 0, arguments, 7, options.length);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("checked with 240 jets in ONNX Runtime", "differ by at most");
    return onnx;
  }

  private List<String> scores(Path model, Path jets, String name) throws IOException {
    Path out = folder.resolve(name);
    CommandRun run = CommandRun.of("score", "--model", model, "--data", jets, "--out", out);
    assertThat(run.status()).as(run.err()).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void givesAModelThatScoresTheSame() throws IOException {
    Path onnx = exported();
    Path jets = SyntheticJets.write(folder.resolve("jets.parquet"), 300, 6);
    List<String> ours = scores(folder.resolve("top.safetensors"), jets, "ours.csv");
    List<String> theirs = scores(onnx, jets, "theirs.csv");
    assertThat(theirs.getFirst()).isEqualTo(ours.getFirst());
    for (int j = 1; j < ours.size(); j++) {
      String[] expected = ours.get(j).split(",");
      String[] found = theirs.get(j).split(",");
      for (int k = 2; k < 6; k++) {
        assertThat(Double.parseDouble(found[k]))
            .isEqualTo(Double.parseDouble(expected[k]), within(1e-5));
      }
    }
  }

  @Test
  void modelCanBeEvaluatedComparedAndInspected() {
    Path onnx = exported("--float32");
    Path jets = SyntheticJets.write(folder.resolve("jets.parquet"), 200, 6);
    CommandRun evaluated = CommandRun.of("evaluate", "--model", onnx, "--data", jets);
    assertThat(evaluated.status()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).contains("AUC");
    Path ours = folder.resolve("top.safetensors");
    CommandRun compared =
        CommandRun.of("compare", ours, onnx, "--names", "ours,exported", "--data", jets);
    assertThat(compared.status()).as(compared.err()).isZero();
    assertThat(compared.out()).contains("ours", "exported");
    CommandRun inspected = CommandRun.of("inspect", onnx);
    assertThat(inspected.status()).as(inspected.err()).isZero();
    assertThat(inspected.out()).contains("LorentzNet", "narrow, wide", "psi(mass)");
  }

  @Test
  void bundledJetsDoWhereColumnsAreMissing() {
    Path model = SmallModel.quarkGluon(folder.resolve("qg.safetensors"));
    Path onnx = folder.resolve("qg.onnx");
    System.setProperty("lorentznet.root", SharedFiles.repository().toString());
    CommandRun run = CommandRun.of("export", "--model", model, "--onnx", onnx);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(onnx).exists();
  }

  @ParameterizedTest
  @CsvSource({"top, false", "top, true", "qg, false", "qg, true"})
  void publishedNetworksPassTheCheck(String task, boolean single) {
    Path weights = SharedFiles.require("golden/" + task + "-published.safetensors");
    Path model = folder.resolve("published.safetensors");
    assertThat(CommandRun.of("import", weights, "--task", task, "--out", model).status()).isZero();
    assertPassesTheCheck(model, single);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pretrainedNetworkPassesTheCheck(boolean single) {
    Path model = SharedFiles.repository().resolve("models/top-base.safetensors");
    assumeTrue(Files.exists(model), "skipped: there is no " + model);
    assertPassesTheCheck(model, single);
  }

  /** With the bundled jets; the command fails where a logit differs by more than 1e-5. */
  private void assertPassesTheCheck(Path model, boolean single) {
    System.setProperty("lorentznet.root", SharedFiles.repository().toString());
    Path onnx = folder.resolve("checked.onnx");
    List<Object> arguments = new ArrayList<>(List.of("export", "--model", model, "--onnx", onnx));
    if (single) {
      arguments.add("--float32");
    }
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("checked with 400 jets");
    assertThat(onnx).exists();
  }

  @Test
  void tellsWhatIsWrongInOneLine() throws IOException {
    Path model = SmallModel.quarkGluon(folder.resolve("qg.safetensors"));
    Path jets = SyntheticJets.write(folder.resolve("jets.parquet"), 5, 6);
    Path onnx = folder.resolve("qg.onnx");
    assertLine(
        CommandRun.of("export", "--model", model, "--onnx", onnx, "--data", jets),
        "needs the constituent column 'pid'");
    assertThat(onnx).doesNotExist();
    assertLine(
        CommandRun.of("export", "--model", model, "--onnx", folder.resolve("none/qg.onnx")),
        "none");
    Path damaged = folder.resolve("damaged.onnx");
    Files.write(damaged, new byte[] {8, 8, 18, 120, 1});
    assertLine(
        CommandRun.of(
            "score", "--model", damaged, "--data", jets, "--out", folder.resolve("s.csv")),
        "damaged.onnx: is no model that ONNX Runtime can load");
  }

  private static void assertLine(CommandRun run, String words) {
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines()).last().asString().contains(words);
  }

  @Test
  void pythonExampleGivesTheSameScores() throws Exception {
    assumeTrue(
        ended("python3", "-c", "import onnxruntime, numpy") == 0,
        "skipped: python3 with onnxruntime and numpy is not there");
    Path onnx = exported();
    Path out = folder.resolve("python.txt");
    Process process =
        new ProcessBuilder(
                "python3",
                SharedFiles.repository().resolve("examples/onnx/score_jets.py").toString(),
                onnx.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String words = Files.readString(out);
    assertThat(process.exitValue()).as(words).isZero();
    float[] expected =
        JetTagger.read(folder.resolve("top.safetensors"))
            .score(
                Jets.of(
                    new int[] {0, 2, 5},
                    new double[] {
                      100, 80, 60, 0, 50, 30, 40, 0, //
                      90, 0, 90, 0, 60, 0, 36, 48, 13, 5, 12, 0
                    }));
    List<String> lines = words.lines().toList();
    for (int j = 0; j < 2; j++) {
      String[] found = lines.get(j).split(" ");
      for (int k = 0; k < 2; k++) {
        assertThat(Float.parseFloat(found[1 + k])).isEqualTo(expected[2 * j + k], within(1e-5f));
      }
    }
  }

  private static int ended(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
