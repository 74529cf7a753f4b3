package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.testing.SharedFiles;

/** The networks that come with the program: their names, their cards, and that these are true. */
class PretrainedModelsTest {
  private static final String ROOT = "lorentznet.root";
  private static final Path REPOSITORY = SharedFiles.repository();
  private static final Path JETS = REPOSITORY.resolve("samples/top-test.parquet");

  @TempDir Path folder;

  private String before;

  @BeforeEach
  void rememberTheRoot() {
    before = System.getProperty(ROOT);
    System.setProperty(ROOT, REPOSITORY.toString());
  }

  @AfterEach
  void restoreTheRoot() {
    if (before == null) {
      System.clearProperty(ROOT);
    } else {
      System.setProperty(ROOT, before);
    }
  }

  static Stream<String> shipped() throws IOException {
    try (Stream<Path> files = Files.list(REPOSITORY.resolve("models"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".safetensors"))
          .map(name -> name.replace(".safetensors", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String card(String name) throws IOException {
    return Files.readString(REPOSITORY.resolve("models").resolve(name + ".md"));
  }

  private static String task(String name) {
    return name.startsWith("quark-gluon") ? "qg" : "top";
  }

  private static Path notes(String name) {
    return REPOSITORY.resolve("models/notes").resolve(name.replaceFirst("-[a-z]+$", ".md"));
  }

  /** All that follows from the network and the jets has to be in the card that is shipped. */
  @ParameterizedTest
  @MethodSource("shipped")
  void cardsTellWhatTheBundledJetsShow(String name) throws Exception {
    Path jets = REPOSITORY.resolve("samples/" + task(name) + "-test.parquet");
    Path again = folder.resolve("card.md");
    CommandRun run =
        CommandRun.of(
            "card", "pretrained:" + name, "--data", jets, "--notes", notes(name), "--out", again);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(Files.readString(again)).contains("| " + jets.getFileName() + " | 0.");
    for (String line : Files.readAllLines(again)) {
      if (!line.startsWith("Brackets")) {
        assertThat(card(name).lines()).as("tools/model-cards writes the cards").contains(line);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void cardsTellWhatOtherJetsShow(String name) throws Exception {
    List<Path> files =
        task(name).equals("qg")
            ? List.of(SharedFiles.require("data/simulated-quark-gluon-test.npz"))
            : List.of(
                SharedFiles.require("data/simulated-top-test.h5"),
                SharedFiles.require("data/top-reference-1000.h5"));
    List<Object> arguments = new ArrayList<>(List.of("card", "pretrained:" + name, "--data"));
    arguments.addAll(files);
    Path again = folder.resolve("card.md");
    arguments.addAll(List.of("--out", again));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    for (Path file : files) {
      String row = "| " + file.getFileName() + " |";
      assertThat(card(name).lines().filter(line -> line.startsWith(row)))
          .isEqualTo(
              Files.readAllLines(again).stream().filter(line -> line.startsWith(row)).toList())
          .hasSize(1);
    }
  }

  /** Who gets a network learns where its jets came from, not where they lay. */
  @ParameterizedTest
  @MethodSource("shipped")
  void provenanceNamesNoFolderOfAMachine(String name) {
    assertThat(CommandRun.of("inspect", "pretrained:" + name, "--json", "-").out())
        .contains("provenance")
        .doesNotContain("\"/", "\"~");
  }

  @Test
  void theSizeMeantWithoutOneIsBase() throws Exception {
    assertThat(shipped()).contains("top-base");
    String base = CommandRun.of("inspect", "pretrained:top-base", "--json", "-").out();
    assertThat(CommandRun.of("inspect", "pretrained:top", "--json", "-").out())
        .isEqualTo(base.replace("pretrained:top-base", "pretrained:top"));
  }

  @Test
  void anUnknownNameIsToldWithThoseThereAre() {
    for (String[] command :
        List.of(
            new String[] {"evaluate", "--model", "pretrained:huge", "--data", JETS.toString()},
            new String[] {"compare", "pretrained:huge", "--data", JETS.toString()},
            new String[] {"serve", "--model", "x=pretrained:huge", "--port", "0"})) {
      CommandRun run = CommandRun.of((Object[]) command);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).contains("pretrained:huge", "there are", "pretrained:top");
    }
  }

  /** A network and an ensemble under names of their own, through every command. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny", "tiny-best"})
  void everyCommandThatTakesAModelTakesAName(String name) throws Exception {
    Path models = Files.createDirectories(folder.resolve("models"));
    Path base = SmallModel.top(models.resolve("tiny-base.safetensors"));
    Path other = SmallModel.top(folder.resolve("other.safetensors"), 8);
    System.setProperty(ROOT, folder.toString());
    CommandRun joined =
        CommandRun.of(
            "ensemble", "pretrained:tiny", other, "--out", models.resolve("tiny-best.safetensors"));
    assertThat(joined.status()).as(joined.err()).isZero();
    String model = "pretrained:" + name;
    Path jets = folder.resolve("jets.parquet");
    SyntheticJets.write(jets, 60, 1);
    Path yaml = folder.resolve("tune.yaml");
    Files.writeString(
        yaml,
        "task: top\ntrain: jets.parquet\nvalidation: jets.parquet\nout: tuned-by-yaml\nfrom: "
            + model
            + "\nepochs: 1\n");
    Path run = folder.resolve("run");
    List<List<Object>> commands =
        List.of(
            List.of("inspect", model),
            List.of("evaluate", "--model", model, "--data", jets),
            List.of("score", "--model", model, "--data", jets, "--out", folder.resolve("s.csv")),
            List.of("compare", model, base, "--data", jets),
            List.of("card", model, "--data", jets, "--out", folder.resolve("c.md")),
            List.of("equivariance", "--model", model, "--data", jets, "--limit", 5),
            List.of("calibrate", "--model", model, "--data", jets, "--out", folder.resolve("c")),
            List.of(
                "benchmark", "--model", model, "--data", jets, "--seconds", 0.01, "--rounds", 1),
            List.of("train", "--task", yaml),
            List.of(
                "train",
                "--task",
                "top",
                "--train",
                jets,
                "--validation",
                jets,
                "--epochs",
                1,
                "--width",
                4,
                "--blocks",
                1,
                "--teacher",
                model,
                "--out",
                run),
            List.of("export", "--model", model, "--onnx", folder.resolve("m.onnx"), "--data", jets),
            List.of(
                "explain",
                "--model",
                model,
                "--data",
                jets,
                "--jets",
                1,
                "--sample",
                0,
                "--out",
                folder.resolve("e.html")));
    for (List<Object> command : commands) {
      CommandRun done = CommandRun.of(command.toArray());
      boolean single = List.of("explain", "export").contains(command.getFirst());
      if (single && name.equals("tiny-best")) {
        assertThat(done.err()).contains("architecture Ensemble ");
      } else {
        assertThat(done.status()).as(command + ": " + done.err()).isZero();
      }
    }
    assertThat(Files.readString(folder.resolve("c.md"))).contains("# tiny-", "jets.parquet");
  }
}
