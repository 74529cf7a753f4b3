package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;
import org.lorentznet.testing.SharedFiles;

class EquivarianceCommandTest {
  @TempDir static Path folder;
  private static Path model;
  private static Path data;

  @BeforeAll
  static void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 60, 1);
  }

  private static Map<String, Object> measured(Object... more) {
    Path json = folder.resolve("measured.json");
    Object[] arguments = {"equivariance", "--model", model, "--data", data, "--json", json};
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    CommandRun run = CommandRun.of(all);
    assertThat(run.err()).doesNotContain("error");
    assertThat(run.status()).isZero();
    try {
      return Json.parseObject(Files.readString(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Map<String, Object> json, String key) {
    return (List<Map<String, Object>>) json.get(key);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  @Test
  void anUnclampedNetworkDoesNotNoticeTheFrame() {
    Map<String, Object> json = measured("--published-jets", 3);
    assertThat(number(json.get("jets"))).isEqualTo(60);
    assertThat(rows(json, "boosts")).hasSize(6);
    for (String key : List.of("boosts", "rotations", "rotations_and_boosts")) {
      for (Map<String, Object> row : rows(json, key)) {
        assertThat(number(row.get("max_abs_logit_change"))).isLessThanOrEqualTo(1e-5);
        assertThat(number(row.get("mean_abs_logit_change")))
            .isLessThanOrEqualTo(number(row.get("max_abs_logit_change")));
        assertThat(number(row.get("decisions_changed"))).isZero();
      }
    }
    assertThat(number(rows(json, "boosts").get(5).get("beta"))).isEqualTo(0.9999);
    assertThat(number(rows(json, "boosts").get(5).get("gamma"))).isBetween(70.0, 71.0);
    for (Map<String, Object> layer : rows(json, "layers")) {
      assertThat(number(layer.get("max_abs_hidden_change"))).isLessThan(1e-5);
      assertThat(number(layer.get("max_relative_coordinate_change"))).isLessThan(1e-6);
    }
    assertThat(number(((Map<?, ?>) json.get("published_program")).get("jets"))).isEqualTo(3);
    // One more particle is seen by a network that sums over particles, however soft it is.
    assertThat(number(rows(json, "soft_particle").get(5).get("mean_abs_logit_change")))
        .isGreaterThan(1e-4);
    assertThat(rows(json, "collinear_split")).hasSize(7);
  }

  @Test
  void referencesThatStayGiveTheFrameAway() {
    Map<String, Object> json =
        measured("--fixed-references", "--beta", "0.5,0.9", "--axis", "1,1,0", "--limit", 20);
    assertThat(number(json.get("jets"))).isEqualTo(20);
    assertThat(json).containsEntry("references", "fixed");
    assertThat(rows(json, "boosts")).hasSize(2);
    assertThat(number(rows(json, "boosts").get(1).get("max_abs_logit_change"))).isGreaterThan(1e-3);
  }

  @Test
  void scalarsComputedAnewShowTheRoundingOfTheInput() {
    Map<String, Object> kept = measured("--published-jets", 0);
    Map<String, Object> recomputed = measured("--published-jets", 0, "--recompute-scalars");
    assertThat(recomputed).containsEntry("scalars", "recomputed");
    assertThat(number(rows(recomputed, "boosts").get(5).get("max_abs_logit_change")))
        .isGreaterThan(number(rows(kept, "boosts").get(5).get("max_abs_logit_change")));
    assertThat(kept).doesNotContainKey("published_program");
  }

  @Test
  void aPageAndPicturesAreWritten() throws Exception {
    Path page = folder.resolve("symmetry.html");
    Path plots = folder.resolve("plots");
    measured("--report", page, "--plots", plots, "--published-jets", 2);
    assertThat(Files.readString(page))
        .contains("Layer by layer", "Soft and collinear emissions", "published program")
        .doesNotContain("NaN");
    assertThat(plots.resolve("equivariance.svg")).exists();
    assertThat(plots.resolve("equivariance.png")).exists();
    assertThat(plots.resolve("emissions.png")).exists();
  }

  @Test
  void wrongUsageGetsOneLine() {
    assertUsage("--beta 1.0 is not between", "--beta", "0.5,1");
    assertUsage("is not x, y, z or three numbers", "--axis", "w");
    assertUsage("is not x, y, z or three numbers", "--axis", "0,0,0");
    assertUsage("--limit must be at least 1", "--limit", "0");
  }

  private static void assertUsage(String message, String option, String value) {
    CommandRun run = CommandRun.of("equivariance", "--model", model, "--data", data, option, value);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void publishedWeightsAreInvariantOnlyWithoutTheClamp() throws Exception {
    Path weights = SharedFiles.require("golden/top-published.pt");
    Path jets = SharedFiles.require("data/top-reference-1000.h5");
    Path json = folder.resolve("published.json");
    double[] largest = new double[2];
    for (int k = 0; k < 2; k++) {
      Path imported = folder.resolve("imported-" + k + ".safetensors");
      CommandRun.of(
          "import",
          weights,
          "--task",
          "top",
          "--out",
          imported,
          "--coordinate-clamp",
          k == 0 ? "none" : "100");
      CommandRun run =
          CommandRun.of(
              "equivariance",
              "--model",
              imported,
              "--data",
              jets,
              "--limit",
              10,
              "--beta",
              "0.9,0.9999",
              "--published-jets",
              k == 0 ? 10 : 0,
              "--json",
              json);
      assertThat(run.status()).as(run.err()).isZero();
      Map<String, Object> measured = Json.parseObject(Files.readString(json));
      largest[k] = number(rows(measured, "boosts").get(1).get("max_abs_logit_change"));
      if (k == 0) {
        @SuppressWarnings("unchecked")
        Map<String, Object> program = (Map<String, Object>) measured.get("published_program");
        assertThat(number(rows(program, "boosts").get(1).get("max_abs_logit_change")))
            .isGreaterThan(10);
        assertThat(number(rows(program, "boosts").get(1).get("decisions_changed"))).isPositive();
      }
    }
    assertThat(largest[0]).isLessThanOrEqualTo(1e-5);
    assertThat(largest[1]).isGreaterThan(0.1);
  }
}
