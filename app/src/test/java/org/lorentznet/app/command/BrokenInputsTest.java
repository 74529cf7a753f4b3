package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.jet.Jets;

/** Whatever is wrong with what a user hands over is told in one line that names it. */
class BrokenInputsTest {
  private static final List<String> CLASSES = List.of("narrow", "wide");

  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 20, 1);
  }

  private static void assertOneLine(CommandRun run, Object... said) {
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("lorentznet: ");
    for (Object text : said) {
      assertThat(run.err()).contains(text.toString());
    }
  }

  private CommandRun score(Path jets) {
    return CommandRun.of(
        "score", "--model", model, "--data", jets, "--out", folder.resolve("scores.csv"));
  }

  /** The same jets with one number changed. */
  private Path changed(String name, int row, double energy) {
    Jets jets = SyntheticJets.make(20, 1);
    double[] momenta = jets.fourMomenta().clone();
    momenta[4 * row] = energy;
    return SyntheticJets.write(
        folder.resolve(name), with(jets, momenta, jets.labels().get()), CLASSES);
  }

  private static Jets with(Jets jets, double[] momenta, int[] labels) {
    int[] offsets = new int[jets.size() + 1];
    for (int j = 0; j <= jets.size(); j++) {
      offsets[j] = jets.offset(j);
    }
    return new Jets(0, offsets, momenta, jets.precision(), Map.of(), jets.jetFeatures(), labels);
  }

  @Test
  void missingFiles() {
    Path absent = folder.resolve("absent.h5");
    assertOneLine(score(absent), absent, "no such file");
    assertOneLine(CommandRun.of("inspect", absent), absent, "no such file");
    assertOneLine(
        CommandRun.of("evaluate", "--model", absent, "--data", data), absent, "no such file");
    assertOneLine(CommandRun.of("evaluate", "--scores", absent), absent, "no such file");
  }

  @Test
  void scoresThatAreNoNumbersNameTheJet() {
    Path jets = changed("huge.parquet", 0, 1e300);
    assertOneLine(score(jets), jets, "jet 0: its score is NaN");
    assertThat(folder.resolve("scores.csv")).doesNotExist();
  }

  @Test
  void whatCannotBeEvaluatedIsNamed() {
    Jets jets = SyntheticJets.make(20, 1);
    Path alike =
        SyntheticJets.write(
            folder.resolve("alike.parquet"), with(jets, jets.fourMomenta(), new int[20]), CLASSES);
    assertOneLine(
        CommandRun.of("evaluate", "--model", model, "--data", alike, "--weights", "none"),
        alike,
        "have label 0");
  }

  @Test
  void truncatedData() throws IOException {
    for (String name : List.of("jets.parquet", "jets.npz", "jets.h5")) {
      Path whole = SyntheticJets.write(folder.resolve("whole-" + name), 20, 1);
      byte[] bytes = Files.readAllBytes(whole);
      Path cut = folder.resolve("cut-" + name);
      Files.write(cut, Arrays.copyOf(bytes, bytes.length * 2 / 3));
      assertOneLine(score(cut), cut);
    }
  }

  @Test
  void otherLayoutThanSaid() {
    CommandRun run =
        CommandRun.of(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--preset",
            "energyflow",
            "--out",
            folder.resolve("s.csv"));
    assertOneLine(run, data, "a Parquet file");
  }

  @Test
  void noLayoutAtAll() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "these are not jets\n");
    assertOneLine(CommandRun.of("inspect", text), text, "unknown layout", "top-reference");
  }

  @Test
  void badJets() {
    assertOneLine(score(changed("nan.parquet", 0, Double.NaN)), "nan.parquet", "jet 0", "NaN");
    Path negative = changed("negative.parquet", 3, -1);
    assertOneLine(CommandRun.of("inspect", negative), negative, "energy -1");
  }

  @Test
  void emptyJets() {
    Jets jets =
        new Jets(
            0,
            new int[] {0, 0},
            new double[0],
            Jets.Precision.FLOAT64,
            Map.of(),
            Map.of(),
            new int[] {1});
    Path empty = SyntheticJets.write(folder.resolve("empty.parquet"), jets, CLASSES);
    assertOneLine(score(empty), empty, "jet 0", "empty");
  }

  @Test
  void labelsOutsideTheClasses() {
    Jets jets = SyntheticJets.make(20, 1);
    int[] labels = jets.labels().get().clone();
    labels[5] = 2;
    Path file =
        SyntheticJets.write(
            folder.resolve("labels.parquet"), with(jets, jets.fourMomenta(), labels), CLASSES);
    assertOneLine(CommandRun.of("evaluate", "--model", model, "--data", file), file, "label 2");
  }

  @Test
  void unlabelledJets() {
    Jets jets = SyntheticJets.make(20, 1);
    Path file =
        SyntheticJets.write(
            folder.resolve("bare.parquet"), with(jets, jets.fourMomenta(), null), List.of());
    assertOneLine(CommandRun.of("evaluate", "--model", model, "--data", file), "not labelled");
    assertOneLine(
        CommandRun.of(
            "train",
            "--task",
            "top",
            "--train",
            file,
            "--validation",
            file,
            "--out",
            folder.resolve("run")),
        "not labelled");
    assertThat(score(file).status()).isZero();
  }

  @Test
  void modelAndDataThatDoNotFit() {
    Path codes = SmallModel.quarkGluon(folder.resolve("qg.safetensors"));
    assertOneLine(
        CommandRun.of("evaluate", "--model", codes, "--data", data), "'pid'", "four-momenta only");
    Path three = SmallModel.threeClasses(folder.resolve("three.safetensors"));
    assertOneLine(
        CommandRun.of("evaluate", "--model", three, "--data", data), "2 classes, the model 3");
  }

  @Test
  void brokenModels() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    Path cut = folder.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
    assertOneLine(CommandRun.of("inspect", cut), cut);
    assertOneLine(CommandRun.of("evaluate", "--model", data, "--data", data), data);
  }

  @Test
  void outputsThatCannotBeWritten() throws IOException {
    Path nowhere = folder.resolve("nowhere/scores.csv");
    assertOneLine(
        CommandRun.of("score", "--model", model, "--data", data, "--out", nowhere),
        nowhere,
        "there is no folder");
    assertOneLine(CommandRun.of("convert", data, "--out", folder), folder, "it is a folder");
    Path file = Files.createFile(folder.resolve("file"));
    assertOneLine(
        CommandRun.of(
            "evaluate", "--model", model, "--data", data, "--json", file.resolve("x.json")),
        file);
    assertOneLine(
        CommandRun.of(
            "train",
            "--task",
            "top",
            "--train",
            data,
            "--validation",
            data,
            "--out",
            file.resolve("run")),
        file);
  }

  @Test
  void scoresWithoutLabels() throws IOException {
    Path scores = Files.writeString(folder.resolve("s.csv"), "score\n0.1\n0.9\n");
    assertOneLine(CommandRun.of("evaluate", "--scores", scores), scores, "label");
    Path one = Files.writeString(folder.resolve("one.csv"), "score,label\n0.1,1\n0.9,1\n");
    assertOneLine(CommandRun.of("evaluate", "--scores", one), "label");
  }
}
