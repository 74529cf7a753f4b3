package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;

/** Evaluation against float64 truth: logits, hidden states and coordinates. */
class GoldenEvaluationTest {
  static List<GoldenFile> committed() {
    return GoldenFile.committed();
  }

  @Test
  void filesAreThere() {
    assertThat(committed()).hasSizeGreaterThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("committed")
  void oracleGivesTheTruth(GoldenFile golden) {
    checkOracle(golden, "eval.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "qg"})
  void oracleGivesTheTruthOfPublishedWeights(String task) {
    checkOracle(GoldenFile.published(task, "eval"), "");
  }

  @ParameterizedTest
  @MethodSource("committed")
  void scorerGivesTheTruth(GoldenFile golden) {
    checkScorer(golden, "eval.", 2e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"top", "qg"})
  void scorerGivesTheTruthOfPublishedWeights(String task) {
    checkScorer(GoldenFile.published(task, "eval"), "", 1e-5);
  }

  private static void checkOracle(GoldenFile golden, String prefix) {
    ExactLorentzNet.Forward forward = new ExactLorentzNet(golden.network()).evaluate(golden.batch);
    assertClose("logits", forward.logits(), golden.truth.doubles(prefix + "logits"), 1e-9);
    int width = golden.configuration.width();
    for (int block = 0; block <= golden.configuration.blocks(); block++) {
      assertClose(
          "h" + block,
          forward.hidden().get(block),
          golden.particleRows(prefix + "h" + block, width),
          1e-9);
      if (block > 0) {
        assertClose(
            "x" + block,
            forward.coordinates().get(block),
            golden.particleRows(prefix + "x" + block, 4),
            1e-9);
      }
    }
  }

  private static void checkScorer(GoldenFile golden, String prefix, double tolerance) {
    LorentzNetScorer scorer = (LorentzNetScorer) golden.network().scorer();
    float[] logits = new float[golden.batch.jets() * golden.configuration.classes()];
    scorer.score(golden.batch, Workers.CALLER, logits);
    double[] truth = golden.truth.doubles(prefix + "logits");
    double worst = 0;
    for (int i = 0; i < truth.length; i++) {
      worst = Math.max(worst, Math.abs(logits[i] - truth[i]));
    }
    System.out.println("worst logit of " + golden + ": " + worst);
    assertThat(worst).as("worst logit").isLessThan(tolerance);
    int width = golden.configuration.width();
    double[][] hidden = new double[golden.configuration.blocks() + 1][];
    double[][] coordinates = new double[hidden.length][];
    for (int block = 0; block < hidden.length; block++) {
      hidden[block] = golden.particleRows(prefix + "h" + block, width);
      coordinates[block] = block == 0 ? null : golden.particleRows(prefix + "x" + block, 4);
    }
    for (int jet = 0; jet < golden.batch.jets(); jet++) {
      int first = golden.batch.offsets()[jet];
      if ((first + golden.batch.particles(jet)) * width > hidden[0].length) {
        break;
      }
      scorer.trace(
          golden.batch,
          jet,
          logits,
          (block, h, stride, x, gate, particles) -> {
            for (int i = 0; i < particles; i++) {
              for (int c = 0; c < width; c++) {
                double expected = hidden[block][(first + i) * width + c];
                assertThat((double) h[c * stride + i])
                    .as("hidden state %d of particle %d, channel %d", block, i, c)
                    .isCloseTo(expected, Offset.offset(2e-4 * Math.max(1, Math.abs(expected))));
              }
              for (int c = 0; c < 4 && block > 0; c++) {
                double expected = coordinates[block][(first + i) * 4 + c];
                assertThat(x[2 * particles * c + i])
                    .as("coordinate %d of particle %d after block %d", c, i, block)
                    .isCloseTo(expected, Offset.offset(1e-4 * Math.max(1, Math.abs(expected))));
              }
            }
          });
    }
  }

  private static void assertClose(String what, double[] found, double[] truth, double tolerance) {
    assertThat(found.length).as(what).isGreaterThanOrEqualTo(truth.length);
    for (int i = 0; i < truth.length; i++) {
      assertThat(found[i])
          .as("%s[%d]", what, i)
          .isCloseTo(truth[i], Offset.offset(tolerance * Math.max(1, Math.abs(truth[i]))));
    }
  }
}
