package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;

class BenchmarkCommandTest {
  @TempDir Path folder;

  @Test
  void measuresEveryFigure() {
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 64, 1);
    CommandRun run =
        CommandRun.of(
            "benchmark",
            "--model",
            model,
            "--data",
            data,
            "--rounds",
            "1",
            "--threads",
            "2",
            "--batch-size",
            "16",
            "--json",
            "-");
    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("64 jets").contains("kernel ");
    Map<String, Object> json = Json.parseObject(run.out());
    for (String key :
        new String[] {
          "score_jets_per_s",
          "train_jets_per_s",
          "score_gflops",
          "train_gflops",
          "peak_fma_gflops",
          "peak_memory_mb"
        }) {
      assertThat(((Number) json.get(key)).doubleValue()).as(key).isPositive();
    }
    assertThat(json.get("threads")).isEqualTo(2L);
    assertThat(json.get("kernel")).isIn("plain", "vector-128", "vector-256", "vector-512");
    Map<?, ?> latency = (Map<?, ?>) json.get("latency_ms");
    assertThat(((Number) latency.get("p99")).doubleValue())
        .isGreaterThanOrEqualTo(((Number) latency.get("p50")).doubleValue());
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    CommandRun none = CommandRun.of("benchmark", "--rounds", "0");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("--rounds");
    assertThat(CommandRun.of("benchmark", "--model", folder.resolve("no.safetensors")).status())
        .isEqualTo(1);
  }
}
