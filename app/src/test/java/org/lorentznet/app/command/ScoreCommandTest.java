package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.data.score.ScoreTable;

class ScoreCommandTest {
  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 300, 1);
  }

  private List<String> csv(Object... more) throws Exception {
    Path out = folder.resolve("scores.csv");
    Object[] arguments = new Object[more.length + 5];
    System.arraycopy(new Object[] {"score", "--model", model, "--out", out}, 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return Files.readAllLines(out);
  }

  @Test
  void writesARowAJetInOrder() throws Exception {
    List<String> lines = csv("--data", data);
    assertThat(lines.getFirst())
        .isEqualTo("index,label,logit_0,logit_1,probability_0,probability_1,weight");
    assertThat(lines).hasSize(301);
    for (int j = 0; j < 300; j++) {
      assertThat(lines.get(j + 1)).startsWith(j + "," + j % 2 + ",");
      String[] row = lines.get(j + 1).split(",");
      assertThat(Double.parseDouble(row[4]) + Double.parseDouble(row[5]))
          .isBetween(1 - 1e-6, 1 + 1e-6);
    }
  }

  @Test
  void numbersJetsOnOverSeveralFiles() throws Exception {
    Path second = SyntheticJets.write(folder.resolve("more.parquet"), 5, 2);
    List<String> lines = csv("--data", data, second);
    assertThat(lines).hasSize(306);
    assertThat(lines.getLast()).startsWith("304,");
  }

  @Test
  void keepsColumns() throws Exception {
    List<String> lines = csv("--data", data, "--keep", "event,weight");
    assertThat(lines.getFirst()).endsWith(",event,weight");
    assertThat(lines.get(3)).contains(",1002,");
  }

  @Test
  void doesNotDependOnThreads() throws Exception {
    assertThat(csv("--data", data, "--threads", 1)).isEqualTo(csv("--data", data, "--threads", 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "npz", "h5"})
  void writesEveryFormatSoThatTheSameNumbersAreReadBack(String extension) throws Exception {
    csv("--data", data);
    double[] expected = ScoreFile.read(folder.resolve("scores.csv")).signalScores();
    Path out = folder.resolve("other." + extension);
    CommandRun run = CommandRun.of("score", "--model", model, "--data", data, "--out", out);
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("300 jets");
    ScoreTable table = ScoreFile.read(out);
    assertThat(table.signalScores()).containsExactly(expected);
    assertThat(table.labels()).isPresent();
  }

  @Test
  void saysWhichColumnsThereAreToKeep() {
    Path out = folder.resolve("s.csv");
    CommandRun run =
        CommandRun.of("score", "--model", model, "--data", data, "--out", out, "--keep", "evnt");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("no jet column 'evnt'")
        .contains("did you mean 'event'?")
        .contains("event, weight");
    assertThat(out).doesNotExist();
  }
}
