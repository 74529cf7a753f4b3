package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;
import org.lorentznet.training.AdamW;

/** A training step with batch statistics against float64 truth, and the two steps after it. */
class GoldenTrainingTest {
  private static final double LEARNING_RATE = 1e-3;
  private static final double DECAY = 0.01;

  static List<GoldenFile> committed() {
    return GoldenFile.committed();
  }

  @ParameterizedTest
  @MethodSource("committed")
  void oracleGivesTheTruth(GoldenFile golden) {
    checkOracle(golden, "train.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "qg"})
  void oracleGivesTheTruthOfPublishedWeights(String task) {
    checkOracle(GoldenFile.published(task, "train"), "");
  }

  @ParameterizedTest
  @MethodSource("committed")
  void trainingGivesTheTruth(GoldenFile golden) {
    checkTraining(golden, "train.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "qg"})
  void trainingGivesTheTruthOfPublishedWeights(String task) {
    checkTraining(GoldenFile.published(task, "train"), "");
  }

  private static void checkOracle(GoldenFile golden, String prefix) {
    ExactLorentzNet network = new ExactLorentzNet(golden.network());
    double[] losses = golden.truth.doubles(prefix + "loss");
    ExactAdamW optimiser = new ExactAdamW(network);
    for (int step = 0; step < losses.length; step++) {
      ExactLorentzNet.Step result = network.step(golden.batch);
      assertThat(result.loss()).as("loss %d", step).isCloseTo(losses[step], offset(1e-9));
      if (step == 0) {
        assertClose("logits", result.logits(), golden.truth.doubles(prefix + "logits"), 1e-9);
        network
            .gradients()
            .forEach((name, gradient) ->
                assertClose(name, gradient, golden.truth.doubles("grad." + name), 1e-9));
        network
            .values()
            .forEach((name, values) -> {
              if (name.contains("running")) {
                assertClose(name, values, golden.truth.doubles("after1." + name), 1e-9);
              }
            });
      }
      optimiser.step();
    }
    network
        .values()
        .forEach((name, values) ->
            assertClose(name, values, golden.truth.doubles("after3." + name), 1e-8));
  }

  /** AdamW in double precision, as PyTorch has it. */
  private static final class ExactAdamW {
    private final ExactLorentzNet network;
    private final Map<String, double[]> first = new HashMap<>();
    private final Map<String, double[]> second = new HashMap<>();
    private int steps;

    ExactAdamW(ExactLorentzNet network) {
      this.network = network;
    }

    void step() {
      steps++;
      network
          .gradients()
          .forEach((name, g) -> {
            double[] m = first.computeIfAbsent(name, key -> new double[g.length]);
            double[] v = second.computeIfAbsent(name, key -> new double[g.length]);
            double[] x = network.values().get(name);
            for (int i = 0; i < g.length; i++) {
              x[i] -= LEARNING_RATE * DECAY * x[i];
              m[i] += (1 - 0.9) * (g[i] - m[i]);
              v[i] = 0.999 * v[i] + (1 - 0.999) * g[i] * g[i];
              double mean = m[i] / (1 - Math.pow(0.9, steps));
              double square = v[i] / (1 - Math.pow(0.999, steps));
              x[i] -= LEARNING_RATE * mean / (Math.sqrt(square) + 1e-8);
            }
          });
    }
  }

  private static void checkTraining(GoldenFile golden, String prefix) {
    LorentzNet network = golden.network();
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    double[] losses = golden.truth.doubles(prefix + "loss");
    double loss = training.step(golden.batch, 0, Workers.CALLER);
    assertThat(loss).as("loss").isCloseTo(losses[0], offset(1e-5));
    double worst = 0;
    String worstName = "";
    for (Tensor tensor : network.parameters().trained()) {
      float[] found = training.gradient(tensor.name());
      double[] truth = golden.truth.doubles("grad." + tensor.name());
      if (tensor.name().endsWith("phi_h.0.bias") && golden.batch.particles() > 1) {
        assertThat(found).as(tensor.name()).containsOnly(0);
        continue;
      }
      double error = 0;
      double size = 0;
      for (int i = 0; i < truth.length; i++) {
        error += (found[i] - truth[i]) * (found[i] - truth[i]);
        size += truth[i] * truth[i];
      }
      if (size == 0) {
        assertThat(found).as(tensor.name()).containsOnly(0);
        continue;
      }
      double relative = Math.sqrt(error / size);
      if (relative > worst) {
        worst = relative;
        worstName = tensor.name();
      }
      assertThat(relative)
          .as("relative error of the gradient of " + tensor.name())
          .isLessThan(2e-3);
    }
    System.out.println(golden + ": worst relative gradient error " + worst + ", " + worstName);
    for (Tensor tensor : network.parameters().all()) {
      if (tensor.role() == Tensor.Role.STATISTIC) {
        double[] truth = golden.truth.doubles("after1." + tensor.name());
        for (int i = 0; i < truth.length; i++) {
          assertThat((double) tensor.values()[i])
              .as("%s[%d]", tensor.name(), i)
              .isCloseTo(truth[i], offset(1e-5 * Math.max(1, Math.abs(truth[i]))));
        }
      }
    }
    AdamW optimiser =
        new AdamW(
            network.parameters().trained().stream().map(Tensor::values).toList(),
            DECAY,
            0.9,
            0.999,
            1e-8);
    for (int step = 1; step < losses.length; step++) {
      optimiser.step(training.gradients(), LEARNING_RATE);
      assertThat(training.step(golden.batch, step, Workers.CALLER))
          .as("loss of step %d", step)
          .isCloseTo(losses[step], offset(1e-3));
    }
  }

  private static void assertClose(String what, double[] found, double[] truth, double tolerance) {
    assertThat(found).as(what).hasSameSizeAs(truth);
    for (int i = 0; i < truth.length; i++) {
      assertThat(found[i])
          .as("%s[%d]", what, i)
          .isCloseTo(truth[i], offset(tolerance * Math.max(1, Math.abs(truth[i]))));
    }
  }
}
