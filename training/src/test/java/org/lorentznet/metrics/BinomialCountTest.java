package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialCountTest {
  // Values of scipy.stats.binomtest, 1.17.
  @ParameterizedTest
  @CsvSource({
    "5, 10, 0.95, 0.1870860284474045, 0.8129139715525955",
    "0, 50, 0.95, 0, 0.07112173646420458",
    "50, 50, 0.95, 0.92887826353579542, 1",
    "1, 1000, 0.6826894921370859, 0.0001727388579486676, 0.003295735117878929",
    "266, 201914, 0.6826894921370859, 0.0012367156559667124, 0.001403160747630586"
  })
  void clopperPearsonHasKnownValues(
      double passing, double total, double level, double low, double high) {
    Interval interval = new BinomialCount(passing, total).clopperPearson(level);
    assertThat(interval.low()).isCloseTo(low, within(1e-11));
    assertThat(interval.high()).isCloseTo(high, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 10, 0.95, 0.236593090512564, 0.7634069094874361",
    "0, 50, 0.95, 0, 0.07134759913335872",
    "1, 1000, 0.6826894921370859, 0.0003820312830410779, 0.002614971713961919",
    "266, 201914, 0.6826894921370859, 0.0012391034476376816, 0.0014006211889668301"
  })
  void wilsonHasKnownValues(double passing, double total, double level, double low, double high) {
    Interval interval = new BinomialCount(passing, total).wilson(level);
    assertThat(interval.low()).isCloseTo(low, within(1e-12));
    assertThat(interval.high()).isCloseTo(high, within(1e-12));
  }

  @Test
  void clopperPearsonLeavesHalfTheRestBeyondEachEnd() {
    // 3 of 20 at 90 %: P(X >= 3 | low) = P(X <= 3 | high) = 0.05, summed term by term.
    Interval interval = new BinomialCount(3, 20).clopperPearson(0.9);
    assertThat(1 - binomialUpTo(2, 20, interval.low())).isCloseTo(0.05, within(1e-12));
    assertThat(binomialUpTo(3, 20, interval.high())).isCloseTo(0.05, within(1e-12));
  }

  private static double binomialUpTo(int count, int total, double p) {
    double term = Math.pow(1 - p, total);
    double sum = term;
    for (int k = 1; k <= count; k++) {
      term *= (total - k + 1.0) / k * p / (1 - p);
      sum += term;
    }
    return sum;
  }

  @Test
  void clopperPearsonCoversAtLeastItsLevelAndWilsonOnAverage() {
    Random random = new Random(20220701);
    int trials = 2000;
    double[] probabilities = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5};
    double scoreCoverage = 0;
    for (double p : probabilities) {
      int exact = 0;
      int score = 0;
      for (int t = 0; t < trials; t++) {
        int passing = 0;
        for (int j = 0; j < 200; j++) {
          passing += random.nextDouble() < p ? 1 : 0;
        }
        BinomialCount count = new BinomialCount(passing, 200);
        exact += count.clopperPearson(Interval.ONE_SIGMA).contains(p) ? 1 : 0;
        score += count.wilson(Interval.ONE_SIGMA).contains(p) ? 1 : 0;
      }
      assertThat((double) exact / trials).isBetween(Interval.ONE_SIGMA - 0.03, 0.85);
      scoreCoverage += (double) score / trials / probabilities.length;
    }
    assertThat(scoreCoverage).isCloseTo(Interval.ONE_SIGMA, within(0.04));
  }

  @Test
  void equalWeightsCountAsJets() {
    BinomialCount count = BinomialCount.effective(0.25 * 7, 0.0625 * 7, 0.25 * 40, 0.0625 * 40);
    assertThat(count.passing()).isCloseTo(7, within(1e-12));
    assertThat(count.total()).isCloseTo(40, within(1e-12));
  }

  @Test
  void effectiveCountHasTheVarianceOfTheWeightedFraction() {
    // Passing weights 1, 3; failing 2, 2, 4: e = 1/3, squares 10 and 24, variance
    // (4/9 * 10 + 1/9 * 24) / 144 = 64 / 1296.
    BinomialCount count = BinomialCount.effective(4, 10, 12, 34);
    double e = count.fraction();
    assertThat(e).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(e * (1 - e) / count.total()).isCloseTo(64 / 1296.0, within(1e-15));
  }

  @Test
  void nothingAndEverythingPassingUseKishsNumber() {
    assertThat(BinomialCount.effective(0, 0, 12, 34).total()).isCloseTo(144 / 34.0, within(1e-12));
    assertThat(BinomialCount.effective(12, 34, 12, 34).fraction()).isOne();
  }

  @Test
  void refusesImpossibleCountsAndLevels() {
    assertThatThrownBy(() -> new BinomialCount(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BinomialCount(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BinomialCount(1, 2).clopperPearson(1))
        .isInstanceOf(BadScoresException.class);
  }
}
