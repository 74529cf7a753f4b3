package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AucIntervalTest {
  @Test
  void handComputed() {
    // Signal 4, 3, 1 and background 2, 0: each signal jet beats 2, 2, 1 of 2, so V_10 = 1, 1, 1/2
    // and V_01 = 2/3, 1. S_10 = 1/12, S_01 = 1/18, variance 1/36 + 1/36.
    RocCurve curve = RocCurve.of(new double[] {4, 3, 1, 2, 0}, new int[] {1, 1, 1, 0, 0});
    AucInterval auc = AucInterval.of(curve);
    assertThat(auc.auc()).isCloseTo(5 / 6.0, within(1e-15));
    assertThat(auc.standardError()).isCloseTo(Math.sqrt(1 / 18.0), within(1e-15));
    // ln(A/(1-A)) = ln 5, its error sqrt(1/18) * 36/5.
    double half = Math.sqrt(1 / 18.0) * 36 / 5;
    assertThat(auc.interval().low()).isCloseTo(1 / (1 + Math.exp(half) / 5), within(1e-12));
    assertThat(auc.interval().high()).isCloseTo(1 / (1 + Math.exp(-half) / 5), within(1e-12));
    assertThat(auc.method()).isEqualTo("DeLong 68.27 %");
  }

  @Test
  void perfectScoresHaveAnExactBound() {
    double[] scores = {5, 4, 3, 2, 1, 0};
    int[] labels = {1, 1, 1, 1, 0, 0};
    AucInterval auc = AucInterval.of(RocCurve.of(scores, labels), 0.9);
    assertThat(auc.auc()).isOne();
    assertThat(auc.interval().high()).isOne();
    // Two disjoint pairs, both right: low^2 = 0.05.
    assertThat(auc.interval().low()).isCloseTo(Math.sqrt(0.05), within(1e-12));
    assertThat(auc.method()).isEqualTo("Clopper-Pearson 90 % on disjoint pairs");

    double[] uneven = {0.3, 0.7, 0.11, 0.2, 0.9, 0.4};
    AucInterval weighted = AucInterval.of(RocCurve.of(scores, labels, uneven), 0.9);
    assertThat(weighted.auc()).isOne();
    assertThat(weighted.method()).startsWith("Clopper-Pearson");
  }

  @Test
  void reversedScoresHaveTheMirroredBound() {
    AucInterval auc =
        AucInterval.of(RocCurve.of(new double[] {0, 1, 2, 3}, new int[] {1, 1, 0, 0}), 0.9);
    assertThat(auc.auc()).isZero();
    assertThat(auc.interval().low()).isZero();
    assertThat(auc.interval().high()).isCloseTo(1 - Math.sqrt(0.05), within(1e-12));
  }

  @Test
  void withoutSpreadTheIntervalIsStillNotAPoint() {
    Interval equal =
        AucInterval.of(RocCurve.of(new double[8], new int[] {1, 1, 1, 1, 0, 0, 0, 0})).interval();
    assertThat(equal.high() - equal.low()).isBetween(0.3, 0.8);
    // A single signal jet says little of where signal lies, however much background there is.
    AucInterval single =
        AucInterval.of(RocCurve.of(new double[] {2.5, 1, 2, 3, 4}, new int[] {1, 0, 0, 0, 0}));
    assertThat(single.standardError()).isNaN();
    assertThat(single.interval().contains(0.5)).isTrue();
    assertThat(single.interval().high() - single.interval().low()).isGreaterThan(0.5);
  }

  @Test
  void coversItsLevel() {
    Random random = new Random(1988);
    int trials = 2000;
    for (double level : new double[] {Interval.ONE_SIGMA, 0.95}) {
      // Exponentials of rates 1 and r: P(signal > background) = r / (1 + r).
      for (double rate : new double[] {3, 19}) {
        int covered = 0;
        for (int t = 0; t < trials; t++) {
          double[] scores = new double[200];
          int[] labels = new int[200];
          for (int j = 0; j < 200; j++) {
            labels[j] = j % 2;
            scores[j] = -Math.log(1 - random.nextDouble()) / (labels[j] == 1 ? 1 : rate);
          }
          AucInterval auc = AucInterval.of(RocCurve.of(scores, labels), level);
          covered += auc.interval().contains(rate / (1 + rate)) ? 1 : 0;
        }
        assertThat((double) covered / trials).isCloseTo(level, within(0.035));
      }
    }
  }

  @Test
  void weightedErrorIsThatOfTheSpreadOverSamples() {
    // The error DeLong's formula gives with weights against the observed spread of the area.
    Random random = new Random(2014);
    int trials = 1500;
    double sum = 0;
    double squares = 0;
    double variances = 0;
    for (int t = 0; t < trials; t++) {
      double[] scores = new double[300];
      int[] labels = new int[300];
      double[] weights = new double[300];
      for (int j = 0; j < 300; j++) {
        labels[j] = j % 2;
        scores[j] = random.nextGaussian() + labels[j];
        weights[j] = Math.exp(random.nextGaussian());
      }
      AucInterval auc = AucInterval.of(RocCurve.of(scores, labels, weights));
      sum += auc.auc();
      squares += auc.auc() * auc.auc();
      variances += auc.standardError() * auc.standardError();
    }
    double spread = squares / trials - sum / trials * sum / trials;
    assertThat(variances / trials / spread).isBetween(0.85, 1.15);
  }
}
