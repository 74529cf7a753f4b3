package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RocCurvePropertyTest {
  /** A random sample of two classes, with ties where there are few levels. */
  private record Sample(double[] scores, int[] labels, double[] weights) {
    static Sample of(long seed, int jets, int levels) {
      Random random = new Random(seed);
      double[] scores = new double[jets];
      int[] labels = new int[jets];
      double[] weights = new double[jets];
      for (int j = 0; j < jets; j++) {
        labels[j] = j < 2 ? j : random.nextInt(2);
        // Multiples of 2^-10, so that 1 - score is exact.
        int level = Math.min(levels, random.nextInt(levels) + random.nextInt(2) * labels[j]);
        scores[j] = level / 1024.0;
        weights[j] = 0.1 + random.nextDouble();
      }
      return new Sample(scores, labels, weights);
    }
  }

  @Property
  void areaIsTheProbabilityOfTheRightOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int jets,
      @ForAll @IntRange(min = 1, max = 1000) int levels) {
    Sample sample = Sample.of(seed, jets, levels);
    double[] ones = new double[jets];
    Arrays.fill(ones, 1);
    assertThat(RocCurve.of(sample.scores, sample.labels).auc())
        .isCloseTo(bruteForceAuc(sample.scores, sample.labels, ones), within(1e-14));
    assertThat(RocCurve.of(sample.scores, sample.labels, sample.weights).auc())
        .isCloseTo(bruteForceAuc(sample.scores, sample.labels, sample.weights), within(1e-13));
  }

  @Property
  void varianceIsDeLongsByDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 8, max = 60) int jets,
      @ForAll @IntRange(min = 1, max = 1000) int levels) {
    Sample sample = Sample.of(seed, jets, levels);
    double expected = bruteForceVariance(sample.scores, sample.labels);
    double actual = RocCurve.of(sample.scores, sample.labels).aucVariance();
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isCloseTo(expected, within(1e-14));
    }
  }

  @Property
  void areaIsInvariantUnderMonotoneTransformations(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int jets) {
    Sample sample = Sample.of(seed, jets, 100);
    double[] transformed = Arrays.stream(sample.scores).map(s -> Math.exp(3 * s) - 7).toArray();
    RocCurve before = RocCurve.of(sample.scores, sample.labels, sample.weights);
    RocCurve after = RocCurve.of(transformed, sample.labels, sample.weights);
    assertThat(after.auc()).isEqualTo(before.auc());
    assertThat(AucInterval.of(after)).isEqualTo(AucInterval.of(before));
    assertThat(after.workingPoint(0.5).rejection()).isEqualTo(before.workingPoint(0.5).rejection());
  }

  @Property
  void reversingScoresReversesTheArea(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int jets) {
    Sample sample = Sample.of(seed, jets, 100);
    double[] reversed = Arrays.stream(sample.scores).map(s -> 1 - s).toArray();
    RocCurve forth = RocCurve.of(sample.scores, sample.labels);
    RocCurve back = RocCurve.of(reversed, sample.labels);
    assertThat(back.auc()).isCloseTo(1 - forth.auc(), within(1e-15));
    if (!Double.isNaN(forth.aucVariance())) {
      assertThat(back.aucVariance()).isCloseTo(forth.aucVariance(), within(1e-15));
    }
  }

  @Property
  void efficienciesGrowAndRejectionFalls(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 200) int jets,
      @ForAll @IntRange(min = 1, max = 1000) int levels) {
    Sample sample = Sample.of(seed, jets, levels);
    RocCurve curve = RocCurve.of(sample.scores, sample.labels, sample.weights);
    for (int i = 1; i < curve.size(); i++) {
      assertThat(curve.threshold(i)).isLessThan(curve.threshold(i - 1));
      assertThat(curve.signalEfficiency(i)).isGreaterThanOrEqualTo(curve.signalEfficiency(i - 1));
      assertThat(curve.backgroundEfficiency(i))
          .isGreaterThanOrEqualTo(curve.backgroundEfficiency(i - 1));
    }
    assertThat(curve.signalEfficiency(curve.size() - 1)).isOne();
    assertThat(curve.backgroundEfficiency(curve.size() - 1)).isOne();
    double previous = Double.POSITIVE_INFINITY;
    for (double efficiency = 0.05; efficiency < 1; efficiency += 0.05) {
      WorkingPoint point = curve.workingPoint(efficiency);
      OptionalDouble rejection = point.rejection();
      double value = rejection.orElse(Double.POSITIVE_INFINITY);
      assertThat(value).isLessThanOrEqualTo(previous * (1 + 1e-12));
      assertThat(point.low()).isLessThanOrEqualTo(value);
      assertThat(point.high().orElse(Double.POSITIVE_INFINITY)).isGreaterThanOrEqualTo(value);
      previous = value;
    }
  }

  @Property
  void weightsOfOneChangeNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 200) int jets,
      @ForAll @IntRange(min = 1, max = 1000) int levels) {
    Sample sample = Sample.of(seed, jets, levels);
    double[] ones = new double[jets];
    Arrays.fill(ones, 1);
    RocCurve plain = RocCurve.of(sample.scores, sample.labels);
    RocCurve weighted = RocCurve.of(sample.scores, sample.labels, ones);
    assertThat(weighted.auc()).isEqualTo(plain.auc());
    assertThat(AucInterval.of(weighted)).isEqualTo(AucInterval.of(plain));
    WorkingPoint expected = plain.workingPoint(0.4);
    WorkingPoint actual = weighted.workingPoint(0.4);
    assertThat(actual.threshold()).isEqualTo(expected.threshold());
    assertThat(actual.low()).isCloseTo(expected.low(), within(1e-9 * expected.low()));
    assertThat(actual.background().total()).isCloseTo(expected.background().total(), within(1e-9));
  }

  private static double order(double signal, double background) {
    return signal > background ? 1 : signal == background ? 0.5 : 0;
  }

  private static double bruteForceAuc(double[] scores, int[] labels, double[] weights) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          right += weights[i] * weights[j] * order(scores[i], scores[j]);
          all += weights[i] * weights[j];
        }
      }
    }
    return right / all;
  }

  private static double bruteForceVariance(double[] scores, int[] labels) {
    double variance = 0;
    for (int of = 0; of < 2; of++) {
      int own = of;
      double[] fractions = new double[scores.length];
      int count = 0;
      for (int i = 0; i < scores.length; i++) {
        if (labels[i] == own) {
          double sum = 0;
          int others = 0;
          for (int j = 0; j < scores.length; j++) {
            if (labels[j] != own) {
              sum += own == 1 ? order(scores[i], scores[j]) : order(scores[j], scores[i]);
              others++;
            }
          }
          fractions[count++] = sum / others;
        }
      }
      double mean = Arrays.stream(fractions, 0, count).average().orElseThrow();
      double squares = Arrays.stream(fractions, 0, count).map(f -> (f - mean) * (f - mean)).sum();
      variance += count < 2 ? Double.NaN : squares / (count - 1) / count;
    }
    return variance;
  }
}
