package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.Softmax;

class ObjectiveTest {
  private static final float[] LOGITS = {0, 0, 0, 0.7f, -1.3f, 2.1f};
  private static final int AT = 3;
  private static final float[] OPINIONS = {0, 0, 0, 0.2f, 0.5f, 0.3f};

  private static Objective objective(double smoothing, double weight, double temperature) {
    return new Objective(
        smoothing,
        weight == 0
            ? Optional.empty()
            : Optional.of(
                new Distillation(List.of(new ModelName("t", "sha256:0")), weight, temperature)));
  }

  private static double of(JetLoss loss, float[] logits) {
    return loss.of(1, 2, logits, AT, new double[3]);
  }

  @Test
  void slopesAreThoseOfTheLoss() {
    for (Objective objective :
        List.of(
            objective(0, 0, 1),
            objective(0.1, 0, 1),
            objective(0, 0.5, 2),
            objective(0.2, 0.7, 0.5),
            objective(0, 1, 4))) {
      JetLoss loss = objective.loss(OPINIONS);
      double[] slope = new double[3];
      loss.of(1, 2, LOGITS, AT, slope);
      for (int k = 0; k < 3; k++) {
        float[] up = LOGITS.clone();
        float[] down = LOGITS.clone();
        up[AT + k] += 0.01f;
        down[AT + k] -= 0.01f;
        double expected = (of(loss, up) - of(loss, down)) / (up[AT + k] - down[AT + k]);
        assertThat(slope[k]).as("%s %d", objective, k).isCloseTo(expected, within(2e-4));
      }
    }
  }

  @Test
  void withoutSmoothingOrTeachersItIsTheCrossEntropy() {
    assertThat(objective(0, 0, 1).loss(null)).isSameAs(JetLoss.CROSS_ENTROPY);
    assertThat(of(JetLoss.CROSS_ENTROPY, LOGITS)).isEqualTo(Softmax.crossEntropy(LOGITS, AT, 3, 2));
  }

  @Test
  void smoothingSpreadsTheLabel() {
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      expected += (k == 2 ? 0.8 : 0.1) * Softmax.crossEntropy(LOGITS, AT, 3, k);
    }
    assertThat(of(objective(0.3, 0, 1).loss(null), LOGITS)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void aStudentThatAgreesWithItsTeacherHasNothingToLearnFromIt() {
    double temperature = 3;
    float[] logits = {0, 0, 0, 0, 0, 0};
    for (int k = 0; k < 3; k++) {
      logits[AT + k] = (float) (temperature * Math.log(OPINIONS[3 + k]));
    }
    double[] slope = new double[3];
    double loss = objective(0, 1, temperature).loss(OPINIONS).of(1, 2, logits, AT, slope);
    assertThat(loss).isCloseTo(0, within(1e-6));
    assertThat(slope).containsExactly(new double[3], within(1e-6));
    // Against another opinion it is T^2 KL(q || p), here of uniform p.
    double divergence = Math.log(3);
    for (int k = 0; k < 3; k++) {
      divergence += OPINIONS[3 + k] * Math.log(OPINIONS[3 + k]);
    }
    assertThat(of(objective(0, 1, temperature).loss(OPINIONS), new float[6]))
        .isCloseTo(9 * divergence, within(1e-6));
  }
}
