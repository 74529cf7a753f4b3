package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;

class TaggerOutputTest {
  @Test
  void logitsGiveLogOddsAndLoss() {
    TaggerOutput output = TaggerOutput.logits(new double[][] {{1, 3}, {0, 0}});
    assertThat(output.score(0, 1)).isEqualTo(2);
    assertThat(output.onUsersScale(2)).isCloseTo(1 / (1 + Math.exp(-2)), within(1e-15));
    assertThat(output.crossEntropy(0, 1)).isCloseTo(Math.log1p(Math.exp(-2)), within(1e-15));
    assertThat(output.crossEntropy(1, 0)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(output.predicted(0)).isEqualTo(1);
    assertThat(output.predicted(1)).isZero();
  }

  @Test
  void lossOfLogitsIsStable() {
    TaggerOutput output = TaggerOutput.logits(new double[][] {{-1000, 1000}, {1e-3f, 50}});
    assertThat(output.crossEntropy(0, 0)).isEqualTo(2000);
    assertThat(output.crossEntropy(0, 1)).isZero();
    assertThat(output.crossEntropy(1, 1)).isCloseTo(Math.exp(-49.999), within(1e-24));
  }

  @Test
  void sureJetsAreStillOrdered() {
    // Both probabilities round to 1.
    TaggerOutput output = TaggerOutput.logits(new float[] {0, 40, 0, 45}, 2);
    assertThat(output.score(1, 1)).isGreaterThan(output.score(0, 1));
  }

  @Test
  void pairsOfClassesIgnoreTheRest() {
    TaggerOutput logits = TaggerOutput.logits(new double[][] {{1, 3, 100}});
    assertThat(logits.score(0, 1, 0)).isEqualTo(2);
    TaggerOutput probabilities =
        TaggerOutput.probabilities(new double[][] {{0.1, 0.3, 0.6}, {0, 0, 1}});
    assertThat(probabilities.score(0, 1, 0)).isCloseTo(0.75, within(1e-15));
    assertThat(probabilities.score(1, 1, 0)).isEqualTo(0.5);
  }

  @Test
  void probabilityZeroHasAFiniteLoss() {
    TaggerOutput output = TaggerOutput.probabilities(new float[] {0, 1}, 2);
    assertThat(output.crossEntropy(0, 0)).isCloseTo(52 * Math.log(2), within(1e-12));
    assertThat(TaggerOutput.signalScores(new double[] {1}).crossEntropy(0, 0))
        .isCloseTo(52 * Math.log(2), within(1e-12));
  }

  @Test
  void meanLoss() {
    TaggerOutput output = TaggerOutput.signalScores(new double[] {0.5, 0.25, 0.25});
    int[] labels = {1, 1, 0};
    assertThat(CrossEntropy.mean(output, labels, null, 0.68).orElseThrow().value())
        .isCloseTo((3 * Math.log(2) + Math.log(4 / 3.0)) / 3, within(1e-15));
    assertThat(
            CrossEntropy.mean(output, labels, new double[] {2, 1, 0}, 0.68).orElseThrow().value())
        .isCloseTo(4 * Math.log(2) / 3, within(1e-15));
    assertThat(
            CrossEntropy.mean(
                TaggerOutput.signalScores(new double[] {2, -1, 0}), labels, null, 0.68))
        .isEmpty();
  }

  @Test
  void signalIsAboveTheThreshold() {
    TaggerOutput output = TaggerOutput.signalScores(new double[] {-0.1, 0, 0.1}, 0);
    assertThat(output.predicted(0)).isZero();
    assertThat(output.predicted(1)).isZero();
    assertThat(output.predicted(2)).isOne();
  }

  @Test
  void refusesWhatIsNoOutput() {
    assertThatThrownBy(() -> TaggerOutput.logits(new double[][] {{1, 2}, {1, Double.NaN}}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("jet 1: score is NaN");
    assertThatThrownBy(() -> TaggerOutput.logits(new double[][] {{1, 2}, {1}}))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("jet 1 for 1");
    assertThatThrownBy(() -> TaggerOutput.logits(new float[3], 2))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> TaggerOutput.logits(new float[3], 1))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("1 class");
    assertThatThrownBy(() -> TaggerOutput.probabilities(new double[][] {{0.5, 0.5}, {1.5, -0.5}}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("jet 1: probability 1.5");
    assertThatThrownBy(() -> TaggerOutput.probabilities(new double[][] {{0.5, 0.2}}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("add up to 0.7");
    assertThatThrownBy(() -> TaggerOutput.signalScores(new double[] {0, 1, 0 / 0.0}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("jet 2: score is NaN");
  }
}
