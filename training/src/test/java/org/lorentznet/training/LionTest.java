package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LionTest {
  @Test
  void stepsHaveTheLengthOfTheRateAndTheSignOfTheMean() {
    float[] parameter = {1, 1, 1};
    Lion optimiser = new Lion(List.of(parameter), new double[1], 0.9, 0.99);
    optimiser.step(List.of(new float[] {0.3f, -4000, 0}), 0.01);
    assertThat(parameter).containsExactly(new float[] {0.99f, 1.01f, 1}, within(1e-6f));
    // The mean is 0.01 g; a gradient a tenth as large and against it turns 0.9 m + 0.1 g.
    optimiser.step(List.of(new float[] {-0.03f, 400, 0}), 0.01);
    assertThat(parameter).containsExactly(new float[] {1, 1, 1}, within(1e-6f));
    // One 20 times smaller does not: 0.9 * 0.0099 g against 0.1 * 0.05 g.
    Lion other = new Lion(List.of(parameter), new double[1], 0.9, 0.99);
    other.step(List.of(new float[] {1, 1, 1}), 0.01);
    other.step(List.of(new float[] {-0.05f, -0.05f, -0.05f}), 0.01);
    assertThat(parameter).containsExactly(new float[] {0.98f, 0.98f, 0.98f}, within(1e-6f));
  }

  @Test
  void weightsDecayAsMuchAsTheirs() {
    float[] kept = {2};
    float[] decaying = {2};
    Lion optimiser = new Lion(List.of(kept, decaying), new double[] {0, 0.1}, 0.9, 0.99);
    for (int i = 0; i < 3; i++) {
      optimiser.step(List.of(new float[1], new float[1]), 0.01);
    }
    assertThat(kept[0]).isEqualTo(2);
    assertThat(decaying[0]).isCloseTo((float) (2 * Math.pow(0.999, 3)), within(1e-6f));
  }
}
