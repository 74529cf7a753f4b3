package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.LayerState;
import org.lorentznet.network.ScoreGradient;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;

/** What is seen inside of a network, against the oracle. */
class LorentzNetProbeTest {
  static List<LorentzNetConfiguration> variants() {
    return LorentzNetPropertiesTest.variants();
  }

  /** A network whose coordinates move and whose running statistics are not trivial. */
  private static LorentzNet network(LorentzNetConfiguration settings) {
    LorentzNet network = LorentzNet.initialised(settings, 21);
    for (Tensor tensor : network.parameters().all()) {
      for (int i = 0; i < tensor.values().length; i++) {
        if (tensor.name().endsWith("phi_x.2.weight")) {
          tensor.values()[i] *= 300;
        } else if (tensor.name().endsWith("running_var")) {
          tensor.values()[i] = 0.6f + 0.1f * (i % 5);
        } else if (tensor.name().endsWith("running_mean")) {
          tensor.values()[i] = 0.1f * (i % 3 - 1);
        }
      }
    }
    return network;
  }

  /** ln(p / (1 - p)) of a class, from the oracle. */
  private static double score(ExactLorentzNet exact, JetBatch jet, int one) {
    double[] logits = exact.evaluate(jet).logits();
    double sum = 0;
    for (int k = 0; k < logits.length; k++) {
      sum += k == one ? 0 : Math.exp(logits[k]);
    }
    return logits[one] - Math.log(sum);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void gradientsAreSlopesOfTheOraclesScore(LorentzNetConfiguration settings) {
    LorentzNet network = network(settings);
    ExactLorentzNet exact = new ExactLorentzNet(network);
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {5, 1, 7}, 4);
    JetProbe probe = network.probe().orElseThrow();
    for (int jet = 2; jet >= 0; jet--) {
      JetBatch one = batch.only(jet);
      ScoreGradient gradient = probe.gradient(batch, jet, 1);
      assertThat(gradient.score()).isCloseTo(score(exact, one, 1), within(1e-5));
      double[] p = one.fourMomenta();
      for (int i = 0; i < p.length; i++) {
        // Small: products of nearly collinear particles curve psi strongly.
        double step = 1e-8 * Math.max(1, Math.abs(p[i]));
        double start = p[i];
        p[i] = start + step;
        double up = score(exact, one, 1);
        p[i] = start - step;
        double down = score(exact, one, 1);
        p[i] = start;
        double slope = (up - down) / (2 * step);
        assertThat(gradient.fourMomenta()[i])
            .as("component %d of jet %d", i, jet)
            .isCloseTo(slope, within(2e-5 + 2e-3 * Math.abs(slope)));
      }
      float[] s = one.scalars();
      for (int i = 0; i < s.length; i++) {
        float start = s[i];
        s[i] = start + 1e-3f;
        double above = s[i];
        double up = score(exact, one, 1);
        s[i] = start - 1e-3f;
        double below = s[i];
        double down = score(exact, one, 1);
        s[i] = start;
        double slope = (up - down) / (above - below);
        assertThat(gradient.scalars()[i])
            .as("scalar %d of jet %d", i, jet)
            .isCloseTo(slope, within(1e-4 + 1e-2 * Math.abs(slope)));
      }
    }
  }

  @Test
  void layersAreThoseOfTheOracle() {
    LorentzNet network = network(LorentzNetConfiguration.topTagging(30).withSize(7, 3));
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {5, 9}, 4);
    ExactLorentzNet.Forward truth = new ExactLorentzNet(network).evaluate(batch.only(1));
    List<LayerState> layers = network.probe().orElseThrow().layers(batch, 1);
    assertThat(layers).hasSize(4);
    for (int k = 0; k < 4; k++) {
      close(layers.get(k).hidden(), truth.hidden().get(k), 1e-4);
      close(layers.get(k).coordinates(), truth.coordinates().get(k), 1e-3);
      assertThat(layers.get(k).gates()).hasSize(k == 0 ? 0 : 11 * 11);
    }
    double[] gates = layers.get(2).gates();
    for (int i = 0; i < 11; i++) {
      for (int j = 0; j < 11; j++) {
        if (i == j) {
          assertThat(gates[i * 11 + j]).isZero();
        } else {
          assertThat(gates[i * 11 + j]).isStrictlyBetween(0.0, 1.0);
        }
      }
    }
  }

  private static void close(double[] found, double[] truth, double tolerance) {
    assertThat(found).hasSameSizeAs(truth);
    for (int i = 0; i < truth.length; i++) {
      assertThat(found[i]).isCloseTo(truth[i], within(tolerance * Math.max(1, Math.abs(truth[i]))));
    }
  }

  /** Gates are of the right pairs: a message that is switched off leaves its receiver alone. */
  @Test
  void gatesBelongToTheirPairs() {
    LorentzNet network = network(LorentzNetConfiguration.topTagging(30).withSize(7, 1));
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {6}, 4);
    double[] all = network.probe().orElseThrow().layers(batch, 0).get(1).gates();
    // The gate of a pair depends on its two particles alone: the same in a jet of fewer.
    JetBatch fewer =
        new JetBatch(
            new int[] {0, 5},
            Arrays.copyOf(batch.fourMomenta(), 20),
            Arrays.copyOf(batch.scalars(), 10),
            batch.labels());
    double[] some = network.probe().orElseThrow().layers(fewer, 0).get(1).gates();
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(some[5 * i + j]).isEqualTo(all[8 * i + j]);
      }
    }
  }

  @Test
  void aProbeDoesNotTouchTheNetwork() {
    LorentzNet network = network(LorentzNetConfiguration.topTagging(30).withSize(7, 3));
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {5, 9}, 4);
    float[] before = new float[4];
    network.scorer().score(batch, Workers.CALLER, before);
    network.probe().orElseThrow().gradient(batch, 0, 1);
    float[] after = new float[4];
    network.scorer().score(batch, Workers.CALLER, after);
    assertThat(after).isEqualTo(before);
  }
}
