package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

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

class ExplainCommandTest {
  @TempDir static Path folder;
  private static Path model;
  private static Path data;

  @BeforeAll
  static void write() {
    model = SmallModel.top(folder.resolve("model.safetensors"));
    data = SyntheticJets.write(folder.resolve("jets.parquet"), 40, 1);
  }

  @Test
  @SuppressWarnings("unchecked")
  void jetsAreDrawnAndGivenAsNumbers() throws Exception {
    Path page = folder.resolve("jets.html");
    Path json = folder.resolve("jets.json");
    CommandRun run =
        CommandRun.of(
            "explain",
            "--model",
            model,
            "--data",
            data,
            "--jets",
            "17,3",
            "--sample",
            20,
            "--steps",
            200,
            "--out",
            page,
            "--json",
            json);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("take more --steps");
    assertThat(run.out()).contains("jet 17: wide, p(wide) = ", "most relevant", "random");
    assertThat(Files.readString(page))
        .contains("Jet 17", "Jet 3", "Is the relevance real?", "block 2")
        .doesNotContain("NaN", "Infinity");
    Map<String, Object> values = Json.parseObject(Files.readString(json));
    List<Map<String, Object>> jets = (List<Map<String, Object>>) values.get("jets");
    assertThat(jets).hasSize(2);
    assertThat(jets.get(0).get("jet")).isEqualTo(17L);
    List<Map<String, Object>> constituents =
        (List<Map<String, Object>>) jets.get(0).get("constituents");
    double sum =
        constituents.stream()
            .mapToDouble(one -> ((Number) one.get("integrated_gradient")).doubleValue())
            .sum();
    double whole =
        ((Number) jets.get(0).get("score")).doubleValue()
            - ((Number) jets.get(0).get("baseline_score")).doubleValue();
    assertThat(Math.abs(sum - whole)).isLessThan(0.02 * Math.abs(whole) + 1e-3);
    Map<String, List<List<Number>>> gates =
        (Map<String, List<List<Number>>>) jets.get(0).get("gates");
    assertThat(gates).containsOnlyKeys("block 1", "block 2");
    assertThat(gates.get("block 1")).hasSize(constituents.size() + 2);
  }

  @Test
  void whatIsNotThereGetsOneLine() {
    assertFailure("there is no jet 40: it has 40 jets", 1, "--jets", "3,40");
    assertFailure("no class 'bottom'; its classes: narrow, wide", 1, "--class", "bottom");
    assertFailure("must not be negative", 2, "--jets", "-1");
    assertFailure("--steps must be at least 1", 2, "--steps", "0");
  }

  private static void assertFailure(String message, int status, String option, String value) {
    CommandRun run =
        CommandRun.of(
            "explain",
            "--model",
            model,
            "--data",
            data,
            "--out",
            folder.resolve("no.html"),
            option,
            value);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(message);
    assertThat(folder.resolve("no.html")).doesNotExist();
  }

  @Test
  void ofSeveralClassesOneIsToBeChosen() {
    Path three = SmallModel.threeClasses(folder.resolve("three.safetensors"));
    CommandRun run =
        CommandRun.of(
            "explain", "--model", three, "--data", data, "--out", folder.resolve("c.html"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("choose a class with --class; its classes: a, b, c");
    run =
        CommandRun.of(
            "explain",
            "--model",
            three,
            "--data",
            data,
            "--out",
            folder.resolve("c.html"),
            "--class",
            "c",
            "--sample",
            0,
            "--jets",
            "0");
    assertThat(run.status()).as(run.err()).isZero();
  }
}
