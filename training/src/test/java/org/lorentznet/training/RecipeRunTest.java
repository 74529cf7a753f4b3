package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Safetensors;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.Tensor;
import org.lorentznet.training.RunFixture.KillAfter;
import org.lorentznet.training.RunFixture.Killed;

/** Recipes beyond the published one. */
class RecipeRunTest {
  @TempDir Path parent;

  private static TrainingConfiguration recipe(String changes) {
    return RunFixture.CONFIGURATION.with(new JsonObject("test", Json.parseObject(changes)));
  }

  private static List<JetNetwork> teachers(TrainingConfiguration configuration) {
    return configuration
        .objective()
        .distillation()
        .map(teaching -> List.<JetNetwork>of(new SummedJetNetwork(11), new SummedJetNetwork(12)))
        .orElse(List.of());
  }

  private static TrainingOutcome run(
      Path path, TrainingConfiguration configuration, TrainingListener listener, int threads) {
    return run(path, new SummedJetNetwork(7), configuration, listener, threads);
  }

  private static TrainingOutcome run(
      Path path,
      JetNetwork network,
      TrainingConfiguration configuration,
      TrainingListener listener,
      int threads) {
    try (RunFolder folder = RunFolder.resume(path);
        Workers workers = new Workers(threads)) {
      return new Trainer(
              network,
              configuration,
              ToyJets.data(RunFixture.JETS, 100),
              teachers(configuration),
              folder,
              workers,
              listener,
              Duration.ZERO)
          .run();
    }
  }

  private static Map<String, float[]> weights(Path model) {
    Safetensors contents = Safetensors.read(model);
    Map<String, float[]> weights = new LinkedHashMap<>();
    contents.names().forEach(name -> weights.put(name, contents.floats(name)));
    return weights;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"averaging\": {\"kind\": \"exponential\", \"decay\": 0.9}, \"schedule\": \"cosine\"}",
        "{\"averaging\": {\"kind\": \"last_epochs\", \"epochs\": 4}, \"schedule\": \"one-cycle\"}",
        "{\"optimiser\": \"lion\", \"learning_rate\": 0.002, \"gradient_clip\": 0.05}",
        "{\"schedule\": \"plateau\", \"patience\": 2, \"label_smoothing\": 0.1}",
        "{\"distillation\": {\"teachers\": [{\"name\": \"a\", \"digest\": \"1\"}, {\"name\": \"b\","
            + " \"digest\": \"2\"}], \"weight\": 0.5, \"temperature\": 2}, \"decay\": \"matrices\"}",
        "{\"fine_tuning\": {\"start\": null, \"frozen\": [\"hidden\"]}, \"not_finite\": \"skip\"}",
      })
  void killedAndResumedOnOtherThreadsTheBitsAreTheSame(String changes) {
    TrainingConfiguration configuration = recipe(changes);
    Path whole = parent.resolve("whole");
    Path killed = parent.resolve("killed");
    TrainingOutcome outcome = run(whole, configuration, TrainingListener.NONE, 1);
    for (int kills = 0; kills < 3; kills++) {
      int batches = 9 + 8 * kills;
      assertThatThrownBy(() -> run(killed, configuration, new KillAfter(batches), 3))
          .isInstanceOf(Killed.class);
    }
    assertThat(run(killed, configuration, TrainingListener.NONE, 2).history())
        .hasSameSizeAs(outcome.history());
    for (String name : List.of(RunFolder.BEST, RunFolder.LAST)) {
      assertThat(killed.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    assertThat(RunFixture.weights(killed.resolve(RunFolder.CHECKPOINT)))
        .isEqualTo(RunFixture.weights(whole.resolve(RunFolder.CHECKPOINT)));
    Path published = parent.resolve("published");
    RunFixture.run(published, TrainingListener.NONE);
    assertThat(RunFixture.weights(published.resolve(RunFolder.LAST)))
        .isNotEqualTo(RunFixture.weights(whole.resolve(RunFolder.LAST)));
  }

  @Test
  void theExponentialMeanIsOfTheWeightsBehindEachStep() {
    SummedJetNetwork network = new SummedJetNetwork(7);
    Map<String, double[]> mean = new LinkedHashMap<>();
    network.parameters().all().forEach(tensor -> mean.put(tensor.name(), doubles(tensor.values())));
    int[] steps = {0};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void batchDone(Progress progress) {
            steps[0]++;
            double kept = Math.min(0.9, (1.0 + steps[0]) / (10.0 + steps[0]));
            for (Tensor tensor : network.parameters().all()) {
              double[] of = mean.get(tensor.name());
              for (int i = 0; i < of.length; i++) {
                of[i] = kept * of[i] + (1 - kept) * tensor.values()[i];
              }
            }
          }
        };
    TrainingConfiguration configuration =
        recipe("{\"averaging\": {\"kind\": \"exponential\", \"decay\": 0.9}}");
    run(parent.resolve("run"), network, configuration, listener, 1);
    assertThat(steps[0]).isEqualTo(RunFixture.BATCHES * RunFixture.EPOCHS);
    assertMean(mean, weights(parent.resolve("run").resolve(RunFolder.LAST)));
  }

  @Test
  void theMeanOfTheLastEpochsIsOfTheirLastWeights() {
    SummedJetNetwork network = new SummedJetNetwork(7);
    Map<String, double[]> mean = new LinkedHashMap<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void batchDone(Progress progress) {
            if (progress.jets() == progress.jetsTotal() && progress.epoch() > 3) {
              for (Tensor tensor : network.parameters().all()) {
                double[] of =
                    mean.computeIfAbsent(tensor.name(), n -> new double[tensor.values().length]);
                for (int i = 0; i < of.length; i++) {
                  of[i] += tensor.values()[i] / 3.0;
                }
              }
            }
          }
        };
    TrainingConfiguration configuration =
        recipe("{\"averaging\": {\"kind\": \"last_epochs\", \"epochs\": 3}}");
    run(parent.resolve("run"), network, configuration, listener, 1);
    assertMean(mean, weights(parent.resolve("run").resolve(RunFolder.LAST)));
  }

  private static void assertMean(Map<String, double[]> mean, Map<String, float[]> found) {
    mean.forEach((name, expected) -> {
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) found.get(name)[i])
            .as("%s[%d]", name, i)
            .isCloseTo(expected[i], within(2e-5));
      }
    });
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @Test
  void frozenTensorsStayAsTheyWere() {
    Path path = parent.resolve("run");
    TrainingConfiguration configuration =
        recipe("{\"fine_tuning\": {\"start\": null, \"frozen\": [\"hidden\", \"output.bias\"]}}");
    run(path, configuration, TrainingListener.NONE, 1);
    Map<String, float[]> found = weights(path.resolve(RunFolder.LAST));
    SummedJetNetwork fresh = new SummedJetNetwork(7);
    for (Tensor tensor : fresh.parameters().trained()) {
      boolean frozen = !tensor.name().equals("output.weight");
      assertThat(Arrays.equals(found.get(tensor.name()), tensor.values()))
          .as(tensor.name())
          .isEqualTo(frozen);
    }
    for (List<String> wrong :
        List.of(
            List.of("[\"hidde\"]", "no tensor to freeze is named hidde or begins with it"),
            List.of("[\"hidden\", \"output\"]", "nothing to train"))) {
      TrainingConfiguration refused =
          recipe("{\"fine_tuning\": {\"start\": null, \"frozen\": " + wrong.get(0) + "}}");
      assertThatThrownBy(() -> run(parent.resolve("no"), refused, TrainingListener.NONE, 1))
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining(wrong.get(1));
    }
  }

  @Test
  void patienceEndsARunThatGetsNoBetter() {
    Path path = parent.resolve("run");
    TrainingConfiguration configuration = recipe("{\"patience\": 2, \"epochs\": 40}");
    List<EpochResult> history = run(path, configuration, TrainingListener.NONE, 1).history();
    int best = EpochResult.best(history).orElseThrow().epoch();
    assertThat(history.size()).isLessThan(40).isEqualTo(best + 2);
    try (RunFolder folder = RunFolder.resume(path)) {
      assertThat(folder.finished()).isTrue();
    }
    TrainingOutcome again = run(path, configuration, new KillAfter(0), 1);
    assertThat(again.status()).isEqualTo(TrainingOutcome.Status.FINISHED);
  }

  @Test
  void gradientsAreShortenedToTheirBound() {
    OptimiserRecipe recipe = recipe("{\"gradient_clip\": 2.5}").optimiser();
    float[] a = {3, 0};
    float[] b = {4};
    recipe.clip(List.of(a, b));
    assertThat(a).containsExactly(1.5f, 0);
    assertThat(b).containsExactly(2);
    recipe.clip(List.of(a, b));
    assertThat(b).containsExactly(2);
  }

  @Test
  void biasesAndNormalisationsMayBeSparedDecay() {
    Tensor matrix = new Tensor("w", new int[] {1, 1}, new float[] {1}, Tensor.Role.PARAMETER);
    Tensor bias = new Tensor("b", new int[] {1}, new float[] {1}, Tensor.Role.PARAMETER);
    Optimiser optimiser =
        recipe("{\"decay\": \"matrices\"}").optimiser().optimiser(List.of(matrix, bias));
    optimiser.step(List.of(new float[1], new float[1]), 1);
    assertThat(matrix.values()[0]).isEqualTo(0.99f);
    assertThat(bias.values()[0]).isEqualTo(1);
  }

  @Test
  void aStudentComesToAgreeWithItsTeachers() {
    String teaching =
        "{\"distillation\": {\"teachers\": [{\"name\": \"a\", \"digest\": \"1\"}, {\"name\": \"b\","
            + " \"digest\": \"2\"}], \"weight\": 1, \"temperature\": 1}, \"epochs\": 20}";
    List<Double> losses = new ArrayList<>();
    run(parent.resolve("run"), recipe(teaching), TrainingListener.NONE, 1)
        .history()
        .forEach(result -> losses.add(result.trainLoss()));
    // Nothing but the divergence from the teachers' mean is left.
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0) / 5).isLessThan(0.02);
  }
}
