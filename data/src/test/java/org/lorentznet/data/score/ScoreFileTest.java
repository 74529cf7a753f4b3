package org.lorentznet.data.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5File;
import org.lorentznet.data.npz.NpzFile;
import org.lorentznet.data.parquet.ParquetTable;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Column;
import org.lorentznet.testing.SharedFiles;

class ScoreFileTest {
  private static final float[] LOGITS = {0.1f, -0.1f, -3.25f, 17.123455f, -30f, 30f, 1e-8f, 1e-7f};

  @TempDir Path folder;

  private static ScoreBlock block(long first, boolean labelled) {
    float[] probabilities = new float[LOGITS.length];
    for (int jet = 0; jet < LOGITS.length / 2; jet++) {
      double signal = 1 / (1 + Math.exp((double) LOGITS[2 * jet] - LOGITS[2 * jet + 1]));
      probabilities[2 * jet] = (float) (1 - signal);
      probabilities[2 * jet + 1] = (float) signal;
    }
    return new ScoreBlock(
        first,
        labelled ? Optional.of(new int[] {0, 1, 1, 0}) : Optional.empty(),
        LOGITS,
        probabilities,
        Map.of(
            "event", new Column.Longs(new long[] {5, 6, 7, Long.MAX_VALUE}),
            "pt", new Column.Floats(new float[] {0.1f, 2, 3, 4})));
  }

  private Path write(String name, boolean labelled) {
    Path target = folder.resolve(name);
    try (ScoreWriter writer = ScoreWriter.create(target, 2, List.of("event", "pt"))) {
      writer.write(block(0, labelled));
      writer.write(block(4, labelled));
      writer.commit();
    }
    return target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.csv", "s.parquet", "s.npz", "s.h5"})
  void everyFormatGivesTheSame(String name) {
    ScoreTable table = ScoreFile.read(write(name, true));
    assertThat(table.jets()).isEqualTo(8);
    assertThat(table.classes()).isEqualTo(2);
    assertThat(table.labels().orElseThrow()).containsExactly(0, 1, 1, 0, 0, 1, 1, 0);
    assertThat(table.weights()).isEmpty();
    double[] signal = table.signalScores();
    for (int jet = 0; jet < 4; jet++) {
      double expected = 1 / (1 + Math.exp((double) LOGITS[2 * jet] - LOGITS[2 * jet + 1]));
      assertThat(signal[jet]).isCloseTo(expected, within(1e-15));
      assertThat(signal[jet + 4]).isEqualTo(signal[jet]);
    }
    assertThat(ScoreFile.read(write(name, false)).labels()).isEmpty();
  }

  @Test
  void columnsReadBackExactly() {
    assertColumns(NpzFile.open(ReadableFile.of(write("s.npz", true)))::vector);
    assertColumns(Hdf5File.open(ReadableFile.of(write("s.h5", true)))::vector);
    assertColumns(ParquetTable.open(ReadableFile.of(write("s.parquet", true)))::column);
  }

  private static void assertColumns(java.util.function.Function<String, Column> columns) {
    assertThat(((Column.Longs) columns.apply("index")).values())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(((Column.Longs) columns.apply("event")).values())
        .startsWith(5, 6, 7, Long.MAX_VALUE);
    assertThat(((Column.Floats) columns.apply("logit_1")).values())
        .startsWith(-0.1f, 17.123455f, 30f, 1e-7f);
    assertThat(((Column.Floats) columns.apply("pt")).values()).startsWith(0.1f, 2, 3, 4);
  }

  @Test
  void textReadsBackExactly() throws IOException {
    List<String> lines = Files.readAllLines(write("s.csv", true));
    assertThat(lines).hasSize(9);
    assertThat(lines.get(0))
        .isEqualTo("index,label,logit_0,logit_1,probability_0,probability_1,event,pt");
    assertThat(lines.get(2)).startsWith("1,1,-3.25,17.123455,").endsWith(",6,2.0");
    assertThat(Float.parseFloat("17.123455")).isEqualTo(17.123455f);
  }

  @ParameterizedTest
  @CsvSource({"s.txt", "s", "s.root"})
  void unknownExtension(String name) {
    assertThatThrownBy(() -> ScoreWriter.create(folder.resolve(name), 2, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(".csv, .parquet, .npz and .h5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.csv", "s.parquet", "s.npz", "s.h5"})
  void fullDiskIsToldAsTheSystemDoes(String name) throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "skipped: this system has no /dev/full");
    Path target = Files.createSymbolicLink(folder.resolve(name), full);
    ScoreBlock block =
        new ScoreBlock(0, Optional.empty(), new float[2], new float[] {0.5f, 0.5f}, Map.of());
    assertThatThrownBy(
            () -> {
              try (ScoreWriter writer = ScoreWriter.create(target, 2, List.of())) {
                writer.write(block);
                writer.commit();
              }
            })
        .isInstanceOf(UserException.class)
        .hasMessage(target + ": cannot be written: No space left on device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s.csv", "s.parquet", "s.npz", "s.h5"})
  void missingFolderIsToldAtOnce(String name) {
    Path target = folder.resolve("absent").resolve(name);
    assertThatThrownBy(() -> ScoreWriter.create(target, 2, List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void columnToKeepMustExist() throws IOException {
    Path target = folder.resolve("s.csv");
    try (ScoreWriter writer = ScoreWriter.create(target, 2, List.of("evnt"))) {
      assertThatThrownBy(() -> writer.write(block(0, true)))
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining("evnt")
          .hasMessageContaining("event");
    }
    assertThatThrownBy(() -> ScoreWriter.create(target, 2, List.of("label")))
        .isInstanceOf(UserException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void threeClasses() {
    Path target = folder.resolve("s.npz");
    float[] logits = {0, 1, 2, 2, 1, 0};
    try (ScoreWriter writer = ScoreWriter.create(target, 3, List.of())) {
      writer.write(
          new ScoreBlock(0, Optional.of(new int[] {2, 0}), logits, new float[6], Map.of()));
      writer.commit();
    }
    ScoreTable table = ScoreFile.read(target);
    assertThat(table.classes()).isEqualTo(3);
    assertThat(table.probabilities().orElseThrow()[2]).isCloseTo(0.66524096, within(1e-8));
    assertThatThrownBy(table::signalScores).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void textOfOtherPrograms() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.csv"),
            "run,\"my, label\",label,score,weight\r\n1,x,1,0.75,2\r\n2,y,0,0.25,0.5\r\n");
    ScoreTable table = ScoreFile.read(file);
    assertThat(table.signalScores()).containsExactly(0.75, 0.25);
    assertThat(table.labels().orElseThrow()).containsExactly(1, 0);
    assertThat(table.weights().orElseThrow()).containsExactly(2, 0.5);
    assertThat(table.probabilities()).isEmpty();
  }

  @Test
  void singleArrays() {
    ScoreTable table = ScoreFile.read(Samples.file("scores.npy"), Samples.file("labels.npy"));
    assertThat(table.jets()).isEqualTo(16);
    assertThat(table.signalScores()[15]).isEqualTo(1);
    assertThat(Arrays.stream(table.labels().orElseThrow()).sum()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    "'label,score\n1,0.5\n0,nan\n', row 1: the score is NaN",
    "'label,score\n1,0.5\n0,x\n', 'line 3, column ''score'': ''x'' found'",
    "'label,score\n1,0.5\n0\n', 'line 3, column ''score'': '''' found'",
    "'label,value\n1,0.5\n', 'or score expected, found label, value'",
    "'label,score,score\n1,0.5,0.7\n', 'two columns are called ''score'''",
    "'label,score\n1,0.5\n\n,0.5\n', 'line 4, column ''label'': '''' found'",
    "'label,score,weight\n1,0.5,Infinity\n', row 0: the weight is Infinity"
  })
  void badText(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("s.csv"), text.replace("nan", "NaN"));
    assertThatThrownBy(() -> ScoreFile.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void badLabel() throws IOException {
    Path file = Files.writeString(folder.resolve("s.csv"), "label,score\n1,0.5\n0.5,1\n");
    assertThatThrownBy(() -> ScoreFile.read(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 1: has label 0.5");
  }

  @Test
  void baselineScores() {
    ScoreTable table =
        ScoreFile.read(
            SharedFiles.require("data/baseline-scores/PFN_v0.npy"),
            SharedFiles.require("data/baseline-scores/labels.npy"));
    assertThat(table.jets()).isEqualTo(404_000);
    assertThat(table.signalScores()[1]).isEqualTo(0.012712906f);
    double[] signal = table.signalScores();
    int[] labels = table.labels().orElseThrow();
    int right = 0;
    for (int jet = 0; jet < signal.length; jet++) {
      right += signal[jet] > 0.5 == (labels[jet] == 1) ? 1 : 0;
    }
    assertThat((double) right / signal.length).isCloseTo(0.932092, within(1e-6));
  }

  @Test
  void publishedLogits() {
    ScoreTable table =
        ScoreFile.read(SharedFiles.require("data/top-reference-1000.published-logits.csv"));
    double[] signal = table.signalScores();
    int[] labels = table.labels().orElseThrow();
    int right = 0;
    for (int jet = 0; jet < signal.length; jet++) {
      right += signal[jet] > 0.5 == (labels[jet] == 1) ? 1 : 0;
    }
    assertThat(right).isEqualTo(960);
  }
}
