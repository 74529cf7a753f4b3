package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;

class BenchmarkCommandTest {
  @TempDir Path folder;

  @Test
  void measuresEveryFigure() throws IOException {
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    Path data = SyntheticJets.write(folder.resolve("jets.parquet"), 64, 1);
    Path picture = folder.resolve("speed.png");
    CommandRun run =
        CommandRun.of(
            "benchmark",
            "--model",
            model,
            "--data",
            data,
            "--rounds",
            "1",
            "--seconds",
            "0.01",
            "--sweep",
            picture,
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
    for (String key : new String[] {"latency_ms", "latency_one_thread_ms", "latency_all_jets_ms"}) {
      Map<?, ?> latency = (Map<?, ?>) json.get(key);
      assertThat(number(latency, "p99")).as(key).isGreaterThanOrEqualTo(number(latency, "p50"));
    }
    Map<?, ?> sweep = (Map<?, ?>) json.get("sweep");
    assertThat(column(sweep, "multiplicity", "particles")).containsExactly(20, 50, 100, 150, 200);
    assertThat(column(sweep, "threads", "threads")).containsExactly(1, 2);
    assertThat(column(sweep, "batch_size", "batch_size"))
        .containsExactly(1, 4, 16, 32, 64, 128, 256);
    assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(600);
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) object.get(key)).doubleValue();
  }

  /** A key of all points of one part of the sweep, whose speeds are checked. */
  private static List<Integer> column(Map<?, ?> sweep, String part, String key) {
    List<Integer> column = new ArrayList<>();
    for (Object point : (List<?>) sweep.get(part)) {
      Map<?, ?> values = (Map<?, ?>) point;
      assertThat(number(values, "score_jets_per_s")).isPositive();
      assertThat(number(values, "train_needed_gflops")).isPositive();
      column.add((int) number(values, key));
    }
    return column;
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    CommandRun nowhere = CommandRun.of("benchmark", "--sweep", folder.resolve("no/speed.png"));
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.err()).contains("no/speed.png");
    assertThat(CommandRun.of("benchmark", "--seconds", "0").status()).isEqualTo(2);
    CommandRun none = CommandRun.of("benchmark", "--rounds", "0");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("--rounds");
    assertThat(CommandRun.of("benchmark", "--model", folder.resolve("no.safetensors")).status())
        .isEqualTo(1);
  }
}
