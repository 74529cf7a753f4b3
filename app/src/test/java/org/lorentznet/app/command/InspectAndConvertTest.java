package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
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
        .contains("layout", "jets", "0 = narrow: 50, 1 = wide: 50", "event, weight", "jet pT");
    Map<String, Object> json = inspected(data);
    assertThat(json).containsEntry("jets", 100L).containsEntry("layout", "jets");
    assertThat(json.get("classes")).isEqualTo(Map.of("narrow", 50L, "wide", 50L));
    assertThat(((Map<?, ?>) json.get("multiplicity")).get("min")).isEqualTo(2.0);
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
