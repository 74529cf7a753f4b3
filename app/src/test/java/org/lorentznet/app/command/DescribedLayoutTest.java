package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

/** Commands on files of a layout that a YAML file describes. */
class DescribedLayoutTest {
  private static final String DESCRIPTION =
      """
      constituents:
        four-momenta: {E: E, px: px, py: py, pz: pz}
      jets:
        select: event < 1090
        columns: {number: event, pt: jet.pt}
        label: {value: label, classes: [narrow, wide]}
      split: {by: event, train: 0.6, validation: 0.2, test: 0.2}
      """;

  @TempDir Path folder;
  private Path data;
  private Path preset;

  @BeforeEach
  void write() throws IOException {
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    preset = Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION);
  }

  private Map<String, Object> inspected(Object... more) {
    Object[] arguments = {"inspect", data, "--preset", preset, "--json", "-"};
    Object[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.status()).as(run.err()).isZero();
    return Json.parseObject(run.out());
  }

  private static void assertOneLine(CommandRun run, int status, String... parts) {
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(parts);
  }

  @Test
  void inspectsPartsOfASplit() {
    assertThat(inspected()).containsEntry("jets", 90L).containsEntry("layout", "mine.yaml");
    assertThat(inspected().get("jet_columns")).isEqualTo(List.of("number", "pt"));
    long train = (long) inspected("--part", "train").get("jets");
    long validation = (long) inspected("--part", "validation").get("jets");
    long test = (long) inspected("--part", "test").get("jets");
    assertThat(train).isBetween(40L, 66L);
    assertThat(train + validation + test).isEqualTo(90);
    assertThat(inspected("--part", "all")).containsEntry("jets", 90L);
  }

  @Test
  void scoresWithColumnsKept() throws IOException {
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    Path scores = folder.resolve("scores.csv");
    CommandRun run =
        CommandRun.of(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--preset",
            preset,
            "--keep",
            "number,pt",
            "--out",
            scores);
    assertThat(run.status()).as(run.err()).isZero();
    List<String> lines = Files.readAllLines(scores);
    assertThat(lines).hasSize(91);
    assertThat(lines.getFirst()).startsWith("index,label,").endsWith("number,pt");
    assertThat(lines.get(3)).contains(",1002,");
    assertOneLine(
        CommandRun.of(
            "score",
            "--model",
            model,
            "--data",
            data,
            "--preset",
            preset,
            "--keep",
            "numbr",
            "--out",
            scores),
        1,
        "no jet column 'numbr'",
        "did you mean 'number'?");
  }

  @Test
  void trainsAndEvaluatesOnPartsOfTheSameFile() throws IOException {
    Path task =
        Files.writeString(
            folder.resolve("task.yaml"),
            """
            task: top
            train: "*.parquet"
            validation: jets.parquet
            out: run
            epochs: 1
            width: 4
            blocks: 2
            preset:
            """
                + DESCRIPTION.indent(2));
    CommandRun run = CommandRun.of("train", "--task", task);
    assertThat(run.status()).as(run.err()).isZero();
    String configuration = Files.readString(folder.resolve("run/configuration.json"));
    assertThat(configuration).contains("\"narrow\"");
    CommandRun evaluation =
        CommandRun.of(
            "evaluate",
            "--model",
            folder.resolve("run/best.safetensors"),
            "--data",
            data,
            "--preset",
            task,
            "--json",
            "-");
    assertThat(evaluation.status()).as(evaluation.err()).isZero();
    assertThat(Json.parseObject(evaluation.out()).get("jets"))
        .isEqualTo(inspected("--part", "test").get("jets"));
  }

  @Test
  void convertsWhatIsDescribed() throws IOException {
    Path converted = folder.resolve("converted.npz");
    CommandRun run = CommandRun.of("convert", data, "--preset", preset, "--out", converted);
    assertThat(run.status()).as(run.err()).isZero();
    CommandRun inspected = CommandRun.of("inspect", converted);
    assertThat(inspected.out()).contains("npz-fourmomenta", "90", "narrow: 45", "number, pt");
  }

  @Test
  void tellsWhichJetsAreSkipped() throws IOException {
    Files.writeString(
        preset,
        "bad-jets: skip\n"
            + DESCRIPTION.replace("pz: pz}", "pz: pz}\n  columns: {a: log(E - 21)}"));
    CommandRun run = CommandRun.of("inspect", data, "--preset", preset);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("jets are bad and skipped:", "constituent 0 has 'a' NaN (finite expected)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "pz: pz} ~ pz: pzz} ~ no column 'pzz' (did you mean 'pz'?)",
        "event < 1090 ~ evnt < 1090 ~ no column 'evnt' (did you mean 'event'?)",
        "event < 1090 ~ event < 0 ~ no jet is left of what mine.yaml selects",
        "event < 1090 ~ px > 0 ~ 'px' is a list a row, one number a jet expected",
        "event < 1090 ~ weight && event > 0 ~ 'weight' is no yes or no",
        "value: label ~ value: event ~ has label 1000 (a whole number from 0 to 1 expected)",
        "number: event ~ E: event ~ cannot be called 'E', which is taken",
        "px: px ~ px: 'event[0]' ~ 'event[0]' is a number a row, which has no such element",
      })
  void mistakesTakeOneLine(String from, String to, String message) throws IOException {
    Files.writeString(preset, DESCRIPTION.replace(from, to));
    assertOneLine(CommandRun.of("inspect", data, "--preset", preset), 1, message);
  }

  @Test
  void mistakesOfUsage() throws IOException {
    assertOneLine(
        CommandRun.of("inspect", data, "--part", "test"),
        1,
        "--part needs --preset with a YAML file");
    assertOneLine(
        CommandRun.of("inspect", data, "--preset", preset, "--part", "tset"),
        2,
        "'tset' is none of");
    assertOneLine(
        CommandRun.of("convert", folder.resolve("*.root"), "--preset", preset, "--out", data),
        1,
        "*.root: no file fits this pattern");
    Files.writeString(preset, DESCRIPTION.replace("jets:", "jet:"));
    assertOneLine(
        CommandRun.of("inspect", data, "--preset", preset),
        2,
        "unknown key 'jet' (did you mean 'jets'?)");
    assertOneLine(
        CommandRun.of("inspect", data, "--preset", folder.resolve("absent.yaml")),
        2,
        "absent.yaml: no such file");
    assertOneLine(
        CommandRun.of("inspect", data, "--preset", "jetclas"), 2, "did you mean 'jetclass'?");
  }

  @Test
  void theExampleOfAWholeTrainingIsInOrder() {
    Path example = SharedFiles.repository().resolve("examples/train-description.yaml");
    Path sample = SharedFiles.repository().resolve("samples/top-validation.parquet");
    CommandRun run =
        CommandRun.of("inspect", sample, "--preset", example, "--part", "train", "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat((long) Json.parseObject(run.out()).get("jets")).isBetween(500L, 800L);
  }
}
