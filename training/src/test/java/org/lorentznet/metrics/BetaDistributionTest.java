package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDistributionTest {
  // Values of scipy.special.betainc and scipy.stats.beta.ppf, 1.17.
  @ParameterizedTest
  @CsvSource({
    "2, 3, 0.4, 0.5248",
    "0.5, 0.5, 0.25, 0.3333333333333333",
    "100, 200, 0.3, 0.10884306564490986",
    "1e5, 2e5, 0.333, 0.34940317176600605",
    "5e6, 5e6, 0.5001, 0.7364553684685946",
    "1e-3, 50, 0.01, 0.9994369010210222",
    "10, 1e6, 1.2e-5, 0.7576188461404738"
  })
  void cumulativeHasKnownValues(double a, double b, double x, double expected) {
    assertThat(new BetaDistribution(a, b).cumulative(x))
        .isCloseTo(expected, withinPercentage(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 0.1, 0.024471741852423214",
    "2, 3, 0.5, 0.3857275681323895",
    "1, 5, 0.9, 0.36904265551980675",
    "266, 201649, 0.15865525393145707, 0.0012367156559667121",
    "267, 201648, 0.8413447460685429, 0.0014031607476154865",
    "1e7, 3, 0.3, 0.9999996384433351",
    "3.5e6, 6.5e6, 0.9, 0.3501933041637852",
    "0.01, 2, 0.7, 1.1958222316233805e-16",
    "1, 1e7, 0.5, 6.931471565372951e-08",
    "30, 1e6, 0.001, 1.5868814787425515e-05"
  })
  void quantileHasKnownValues(double a, double b, double p, double expected) {
    assertThat(new BetaDistribution(a, b).quantile(p)).isCloseTo(expected, withinPercentage(1e-9));
  }

  @Test
  void endsAreExact() {
    BetaDistribution beta = new BetaDistribution(2, 3);
    assertThat(beta.quantile(0)).isZero();
    assertThat(beta.quantile(1)).isOne();
    assertThat(beta.cumulative(0)).isZero();
    assertThat(beta.cumulative(1)).isOne();
  }

  @Property
  void quantileInvertsCumulative(
      @ForAll @DoubleRange(min = 0.05, max = 1e5) double a,
      @ForAll @DoubleRange(min = 0.05, max = 1e5) double b,
      @ForAll @DoubleRange(min = 1e-6, max = 0.999) @Scale(9) double p) {
    BetaDistribution beta = new BetaDistribution(a, b);
    double x = beta.quantile(p);
    // Near 1, where doubles are coarse, the probability must lie between those of x's neighbours.
    assertThat(beta.cumulative(x - 2 * Math.ulp(x)) - 1e-10).isLessThanOrEqualTo(p);
    assertThat(beta.cumulative(x + 2 * Math.ulp(x)) + 1e-10).isGreaterThanOrEqualTo(p);
  }

  @Property
  void mirrorsWhenShapesSwap(
      @ForAll @DoubleRange(min = 0.1, max = 1e4) double a,
      @ForAll @DoubleRange(min = 0.1, max = 1e4) double b,
      @ForAll @DoubleRange(min = 0, max = 1) double x) {
    assertThat(new BetaDistribution(a, b).cumulative(x))
        .isCloseTo(1 - new BetaDistribution(b, a).cumulative(1 - x), within(1e-11));
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> new BetaDistribution(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BetaDistribution(1, 1).quantile(1.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0.15865525393145705, -1",
    "0.5, 0",
    "0.975, 1.959963984540054",
    "1e-10, -6.361340902404056",
    "0.3, -0.5244005127080409",
    "0.9999, 3.719016485455709",
    "1e-20, -9.262340089798408"
  })
  void gaussianQuantileHasKnownValues(double p, double expected) {
    assertThat(StandardNormal.quantile(p)).isCloseTo(expected, within(1e-13));
  }

  @Test
  void oneSigmaIsOneDeviation() {
    assertThat(StandardNormal.deviations(Interval.ONE_SIGMA)).isCloseTo(1, within(1e-15));
  }
}
