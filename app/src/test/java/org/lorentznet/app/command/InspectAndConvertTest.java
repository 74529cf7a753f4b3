package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.json.Json;

class InspectAndConvertTest {
  @TempDir Path folder;

  private Map<String, Object> inspected(Path file) {
    CommandRun run = CommandRun.of("inspect", file, "--json", "-");
    assertThat(run.status()).as(run.err()).isZero();
    return Json.parseObject(run.out());
  }

  @Test
  void tellsWhatDataHolds() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    assertThat(CommandRun.of("inspect", data).out())
        .contains("layout", "jets", "0 = narrow: 50, 1 = wide: 50", "event, weight", "jet pT")
        .containsPattern("jet +class +constituents +pT +eta +phi +mass +event +weight")
        .containsPattern("(?m)^1 +wide +[2-7] .* 1001 ");
    Map<String, Object> json = inspected(data);
    assertThat(json).containsEntry("jets", 100L).containsEntry("layout", "jets");
    assertThat(json.get("classes")).isEqualTo(Map.of("narrow", 50L, "wide", 50L));
    assertThat(((Map<?, ?>) json.get("multiplicity")).get("min")).isEqualTo(2.0);
  }

  @Test
  void drawsWhatDataHolds() throws Exception {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 1000, 1);
    Path picture = folder.resolve("jets.png");
    CommandRun run = CommandRun.of("inspect", data, "--plot", picture);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("jet mass (GeV)", "constituent pT (GeV)", "median", "picture: " + picture);
    BufferedImage image = ImageIO.read(picture.toFile());
    assertThat(image.getWidth()).isGreaterThan(1000);
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    // A line each for two classes, and none for a third.
    assertThat(colours).contains(0x0072B2, 0xD55E00).doesNotContain(0x009E73);
  }

  @Test
  void tellsHowJetsOfEachClassAreDistributed() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 1000, 1);
    Map<?, ?> mass = (Map<?, ?>) ((Map<?, ?>) inspected(data).get("distributions")).get("mass");
    assertThat(mass.get("unit")).isEqualTo("GeV");
    Map<?, ?> narrow = (Map<?, ?>) ((Map<?, ?>) mass.get("classes")).get("narrow");
    Map<?, ?> wide = (Map<?, ?>) ((Map<?, ?>) mass.get("classes")).get("wide");
    assertThat(narrow.get("count")).isEqualTo(500L);
    assertThat((double) wide.get("median")).isGreaterThan(2 * (double) narrow.get("median"));
    assertThat((List<?>) wide.get("fractions")).hasSize(((List<?>) mass.get("edges")).size() - 1);
  }

  @Test
  void looksAtAFewJetsOnly() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 1000, 1);
    assertThat(CommandRun.of("inspect", data, "--limit", 30).out())
        .contains("the first 30 of 1000", "0 = narrow: 15, 1 = wide: 15");
    assertThat(CommandRun.of("inspect", data, "--limit", 3000).out())
        .contains("0 = narrow: 500, 1 = wide: 500")
        .doesNotContain("the first");
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 4, 1);
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    for (Object[] arguments :
        new Object[][] {
          {data, "--plot", folder.resolve("jets.pdf")},
          {data, "--limit", "0"},
          {model, "--limit", "5"},
          {model, "--plot", folder.resolve("model.png")}
        }) {
      CommandRun run = CommandRun.of("inspect", arguments[0], arguments[1], arguments[2]);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err().lines()).hasSize(1);
    }
    CommandRun run = CommandRun.of("inspect", data, "--plot", folder.resolve("absent/jets.png"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("absent");
  }

  @Test
  void tellsWhatAModelHolds() {
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    assertThat(CommandRun.of("inspect", model).out())
        .contains("LorentzNet", "narrow, wide", "kernel in use", "psi(mass)", "a test");
    assertThat(inspected(model)).containsEntry("task", "top").containsKey("configuration");
  }

  @Test
  void convertsWithoutLosingJets() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    Path more = SyntheticJets.write(folder.resolve("more.parquet"), 20, 2);
    for (String name : List.of("both.parquet", "both.npz", "both.h5")) {
      CommandRun run = CommandRun.of("convert", data, more, "--out", folder.resolve(name));
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("120 jets");
      assertThat(inspected(folder.resolve(name))).containsEntry("jets", 120L);
    }
  }

  @Test
  void printsADigestThatDoesNotDependOnTheLayout() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    List<String> digests = new ArrayList<>();
    for (String name : List.of("a.parquet", "b.npz", "c.h5", "d.csv")) {
      CommandRun run = CommandRun.of("convert", data, "--out", folder.resolve(name));
      assertThat(run.out().contains("read back and found the same"))
          .as(name)
          .isEqualTo(!name.endsWith("csv"));
      digests.add(run.out().replaceAll("(?s).*(sha256:[0-9a-f]{64}).*", "$1"));
    }
    assertThat(digests).allSatisfy(digest -> assertThat(digest).isEqualTo(digests.getFirst()));
    Path other = SyntheticJets.write(folder.resolve("other.parquet"), 100, 2);
    assertThat(CommandRun.of("convert", other, "--out", folder.resolve("e.parquet")).out())
        .contains("sha256:")
        .doesNotContain(digests.getFirst());
  }

  @Test
  void doesNotKeepWhatCannotBeReadBack() throws Exception {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    Path other = SyntheticJets.write(folder.resolve("other.parquet"), 100, 2);
    boolean[] committed = {false};
    JetWriter failing =
        new JetWriter() {
          @Override
          public void write(Jets jets) {}

          @Override
          public Optional<JetSource> complete() {
            return Optional.of(JetFiles.open(other));
          }

          @Override
          public void commit() {
            committed[0] = true;
          }

          @Override
          public void close() {}
        };
    Console console =
        new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), 0);
    assertThatThrownBy(() -> Conversion.run(JetFiles.open(data), failing, console))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("other.parquet: what was written is not what was read");
    assertThat(committed[0]).isFalse();
  }

  @Test
  void removesWhatAKilledConversionLeft() throws Exception {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 100, 1);
    Path out = Files.createDirectory(folder.resolve("out"));
    long gone = new ProcessBuilder("true").start().onExit().thenApply(Process::pid).get();
    Path abandoned = Files.writeString(out.resolve(".jets.npz." + gone + "-1.tmp"), "half");
    Path own =
        Files.writeString(
            out.resolve(".jets.npz." + ProcessHandle.current().pid() + "-77.tmp"), "in use");
    Path another = Files.writeString(out.resolve(".other.npz." + gone + "-1.tmp"), "half");
    assertThat(CommandRun.of("convert", data, "--out", out.resolve("jets.npz")).status()).isZero();
    assertThat(abandoned).doesNotExist();
    assertThat(own).exists();
    assertThat(another).exists();
  }

  @Test
  void saysWhatCanBeWritten() {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 4, 1);
    CommandRun run = CommandRun.of("convert", data, "--out", folder.resolve("jets.root"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(".parquet", ".npz", ".h5", ".csv");
  }

  @Test
  void leavesNothingBehindWhereItFails() throws Exception {
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 4, 1);
    byte[] bytes = Files.readAllBytes(data);
    Path broken = folder.resolve("broken.parquet");
    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    Path out = Files.createDirectory(folder.resolve("out"));
    assertThat(CommandRun.of("convert", data, broken, "--out", out.resolve("x.npz")).status())
        .isEqualTo(1);
    assertThat(out).isEmptyDirectory();
  }
}
