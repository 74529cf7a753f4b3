package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.numeric.RandomStream;

class DistributionsTest {
  /** Values of SciPy's norm.cdf and norm.sf. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-1, 0.15865525393145707",
    "2.999, 0.9986456634662729",
    "-3.001, 0.0013454728250849653",
    "-8, 6.22096057427174e-16",
    "-20, 2.7536241186061556e-89"
  })
  void gaussianProbabilities(double z, double expected) {
    assertThat(StandardNormal.cumulative(z)).isCloseTo(expected, within(1e-12 * expected));
  }

  @Test
  void quantileInvertsTheProbability() {
    for (double p = 1e-12; p < 1; p = p < 0.01 ? 10 * p : p + 0.07) {
      assertThat(StandardNormal.cumulative(StandardNormal.quantile(p)))
          .isCloseTo(p, within(1e-13 * p));
    }
  }

  /** Mean, variance and the third moment of the Poisson distribution are all its mean. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 1, 9.5, 10.5, 200, 1e6})
  void poissonMoments(double mean) {
    PoissonDistribution poisson = new PoissonDistribution(mean);
    RandomStream random = new RandomStream(3);
    int draws = 200_000;
    double first = 0;
    double second = 0;
    double third = 0;
    for (int k = 0; k < draws; k++) {
      double away = poisson.draw(random) - mean;
      first += away / draws;
      second += away * away / draws;
      third += away * away * away / draws;
    }
    double error = 5 / Math.sqrt(draws);
    assertThat(first).isCloseTo(0, within(error * Math.sqrt(mean)));
    assertThat(second).isCloseTo(mean, within(error * Math.sqrt(mean + 2 * mean * mean)));
    double sixth = mean + 25 * mean * mean + 15 * mean * mean * mean;
    assertThat(third).isCloseTo(mean, within(error * Math.sqrt(sixth)));
  }

  /** Values of SciPy's binomtest(k, n, 0.5).pvalue. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 0, 1",
    "0, 6, 0.03125",
    "3, 10, 0.09228515625",
    "10, 3, 0.09228515625",
    "60, 60, 1",
    "400, 500, 0.0009564441369189373"
  })
  void mcNemarIsTheExactBinomialTest(long first, long second, double expected) {
    assertThat(new McNemar(first, second).pValue()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void divergenceOfKnownHistograms() {
    assertThat(JensenShannon.divergence(new double[] {2, 4}, new double[] {1, 2})).isZero();
    assertThat(JensenShannon.divergence(new double[] {3, 0}, new double[] {0, 7})).isOne();
    // 1/2 log2(4/3) + 1/2 (1/2 log2(2/3) + 1/2 log2 2).
    assertThat(JensenShannon.divergence(new double[] {1, 0}, new double[] {1, 1}))
        .isCloseTo(0.311278124459133, within(1e-14));
  }
}
