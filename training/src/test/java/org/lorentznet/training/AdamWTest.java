package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.numeric.RandomStream;

class AdamWTest {
  private static final double RATE = 1e-2;
  private static final double DECAY = 0.1;

  @Test
  void theFirstStepIsTheRateAlongTheGradientsSign() {
    float[] parameter = {1, -2, 3};
    AdamW optimiser = new AdamW(List.of(parameter), 0, 0.9, 0.999, 1e-8);
    optimiser.step(List.of(new float[] {0.3f, -4000, 0}), RATE);
    assertThat(parameter).containsExactly(new float[] {0.99f, -1.99f, 3}, within(1e-6f));
  }

  @Test
  void withoutGradientsWeightsDecayGeometrically() {
    float[] parameter = {2};
    AdamW optimiser = new AdamW(List.of(parameter), DECAY, 0.9, 0.999, 1e-8);
    for (int i = 0; i < 3; i++) {
      optimiser.step(List.of(new float[1]), RATE);
    }
    assertThat(parameter[0]).isCloseTo((float) (2 * Math.pow(1 - RATE * DECAY, 3)), within(1e-6f));
  }

  @Test
  void manyStepsFollowTheAlgorithmInDoublePrecision() {
    int size = 37;
    RandomStream random = new RandomStream(3);
    float[][] parameters = {new float[size], new float[1]};
    double[][] expected = new double[2][];
    for (int p = 0; p < 2; p++) {
      expected[p] = new double[parameters[p].length];
      for (int i = 0; i < parameters[p].length; i++) {
        parameters[p][i] = (float) random.nextDouble();
        expected[p][i] = parameters[p][i];
      }
    }
    double[][] m = {new double[size], new double[1]};
    double[][] v = {new double[size], new double[1]};
    AdamW optimiser = new AdamW(List.of(parameters), DECAY, 0.9, 0.999, 1e-8);
    for (int step = 1; step <= 200; step++) {
      float[][] gradients = {new float[size], new float[1]};
      for (int p = 0; p < 2; p++) {
        for (int i = 0; i < gradients[p].length; i++) {
          float g = (float) (random.nextDouble() - 0.3) * 1e-3f;
          gradients[p][i] = g;
          m[p][i] = 0.9 * m[p][i] + 0.1 * g;
          v[p][i] = 0.999 * v[p][i] + 0.001 * g * g;
          double first = m[p][i] / (1 - Math.pow(0.9, step));
          double second = v[p][i] / (1 - Math.pow(0.999, step));
          expected[p][i] -= RATE * DECAY * expected[p][i];
          expected[p][i] -= RATE * first / (Math.sqrt(second) + 1e-8);
        }
      }
      optimiser.step(List.of(gradients), RATE);
    }
    assertThat(optimiser.steps()).isEqualTo(200);
    for (int p = 0; p < 2; p++) {
      for (int i = 0; i < parameters[p].length; i++) {
        assertThat((double) parameters[p][i]).isCloseTo(expected[p][i], within(2e-5));
      }
    }
  }
}
