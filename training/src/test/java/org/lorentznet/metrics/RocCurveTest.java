package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;

class RocCurveTest {
  private static final double[] SCORES = {0.9, 0.8, 0.8, 0.6, 0.4, 0.4, 0.1};
  private static final int[] LABELS = {1, 1, 0, 1, 0, 1, 0};

  @Test
  void equalScoresPassTogether() {
    RocCurve curve = RocCurve.of(SCORES, LABELS);
    assertThat(curve.size()).isEqualTo(6);
    assertThat(curve.point(0)).isEqualTo(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
    assertThat(curve.point(1)).isEqualTo(new RocPoint(0.9, 0.25, 0));
    assertThat(curve.point(2)).isEqualTo(new RocPoint(0.8, 0.5, 1 / 3.0));
    assertThat(curve.point(3)).isEqualTo(new RocPoint(0.6, 0.75, 1 / 3.0));
    assertThat(curve.point(4)).isEqualTo(new RocPoint(0.4, 1, 2 / 3.0));
    assertThat(curve.point(5)).isEqualTo(new RocPoint(0.1, 1, 1));
  }

  @Test
  void equalScoresCountHalfInTheArea() {
    // Of 12 pairs 9 are in the right order and 2 are equal: 0.9 beats 3, 0.8 beats 2 and ties
    // one, 0.6 beats 2, 0.4 beats 1 and ties one, which makes 8 + 2/2.
    assertThat(RocCurve.of(SCORES, LABELS).auc()).isEqualTo(9.0 / 12);
  }

  @Test
  void allScoresEqualIsAGuess() {
    RocCurve curve = RocCurve.of(new double[] {3, 3, 3}, new int[] {1, 0, 0});
    assertThat(curve.size()).isEqualTo(2);
    assertThat(curve.auc()).isEqualTo(0.5);
  }

  @Test
  void negativeZeroEqualsZero() {
    assertThat(RocCurve.of(new double[] {0.0, -0.0}, new int[] {1, 0}).auc()).isEqualTo(0.5);
  }

  @Test
  void orderOfJetsDoesNotMatter() {
    double[] scores = {0.4, 0.1, 0.8, 0.9, 0.4, 0.6, 0.8};
    int[] labels = {0, 0, 0, 1, 1, 1, 1};
    RocCurve curve = RocCurve.of(scores, labels);
    RocCurve sorted = RocCurve.of(SCORES, LABELS);
    for (int i = 0; i < sorted.size(); i++) {
      assertThat(curve.point(i)).isEqualTo(sorted.point(i));
    }
  }

  @Test
  void workingPointIsTheNearestPoint() {
    WorkingPoint point = RocCurve.of(SCORES, LABELS).workingPoint(0.55);
    assertThat(point.efficiencyAsked()).isEqualTo(0.55);
    assertThat(point.efficiency()).isEqualTo(0.5);
    assertThat(point.threshold()).isEqualTo(0.8);
    assertThat(point.background()).isEqualTo(new BinomialCount(1, 3));
    assertThat(point.rejection()).hasValue(3);
  }

  @Test
  void betweenTwoEquallyNearPointsTheStricterIsTaken() {
    // 0.625 lies midway between 0.5 and 0.75.
    assertThat(RocCurve.of(SCORES, LABELS).workingPoint(0.625).efficiency()).isEqualTo(0.5);
    // Efficiency 1 is reached twice: with 2 of 3 background jets, and with all.
    assertThat(RocCurve.of(SCORES, LABELS).workingPoint(1).background().passing()).isEqualTo(2);
  }

  @Test
  void roundingDoesNotDecideBetweenEquallyNearPoints() {
    // Ten weights of 0.1: 0.35 lies midway between points that rounding puts at 0.3 and 0.4.
    double[] scores = new double[11];
    int[] labels = new int[11];
    double[] weights = new double[11];
    for (int j = 0; j < 11; j++) {
      scores[j] = -j;
      labels[j] = j < 10 ? 1 : 0;
      weights[j] = 0.1;
    }
    RocCurve curve = RocCurve.of(scores, labels, weights);
    for (int k = 1; k < 10; k++) {
      assertThat(curve.workingPoint(k / 10.0 + 0.05).efficiency())
          .isCloseTo(k / 10.0, within(1e-12));
    }
  }

  @Test
  void rejectionIsUnboundedWhereNoBackgroundPasses() {
    WorkingPoint point = RocCurve.of(SCORES, LABELS).workingPoint(0.25, 0.9);
    assertThat(point.rejection()).isEmpty();
    assertThat(point.high()).isEmpty();
    // None of 3: e_B < 1 - 0.05^(1/3).
    assertThat(point.low()).isCloseTo(1 / (1 - Math.cbrt(0.05)), within(1e-12));
  }

  @Test
  void rejectionIntervalInvertsClopperPearson() {
    WorkingPoint point = RocCurve.of(SCORES, LABELS).workingPoint(0.5, 0.9);
    Interval passing = new BinomialCount(1, 3).clopperPearson(0.9);
    assertThat(point.low()).isEqualTo(1 / passing.high());
    assertThat(point.high()).hasValue(1 / passing.low());
  }

  @Test
  void tinyEfficiencyOfFewJetsPassesNothing() {
    WorkingPoint point = RocCurve.of(SCORES, LABELS).workingPoint(0.01);
    assertThat(point.efficiency()).isZero();
    assertThat(point.threshold()).isInfinite();
    assertThat(point.rejection()).isEmpty();
  }

  @Test
  void weightsCount() {
    double[] weights = {1, 1, 2, 1, 0.5, 1, 0.5};
    RocCurve curve = RocCurve.of(SCORES, LABELS, weights);
    assertThat(curve.backgroundTotal()).isEqualTo(3);
    assertThat(curve.backgroundEfficiency(2)).isEqualTo(2 / 3.0);
    // Signal beats 3, 1 + 2/2, 1 and 0.5 + 0.5/2 of a background of 3.
    assertThat(curve.auc()).isEqualTo((3 + 2 + 1 + 0.75) / 12);
  }

  @Test
  void weightZeroIsAsNoJet() {
    double[] weights = {1, 1, 0, 1, 1, 1, 1};
    RocCurve without =
        RocCurve.of(new double[] {0.9, 0.8, 0.6, 0.4, 0.4, 0.1}, new int[] {1, 1, 1, 0, 1, 0});
    RocCurve zero = RocCurve.of(SCORES, LABELS, weights);
    assertThat(zero.auc()).isEqualTo(without.auc());
    assertThat(zero.aucVariance()).isCloseTo(without.aucVariance(), within(1e-15));
  }

  @Test
  void thinnedKeepsEndsAndSpacesLogarithmically() {
    Random random = new Random(5);
    int jets = 200_000;
    double[] scores = new double[jets];
    int[] labels = new int[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = j % 2;
      scores[j] = random.nextGaussian() + 2 * labels[j];
    }
    RocCurve curve = RocCurve.of(scores, labels);
    List<RocPoint> points = curve.thinned(100);
    assertThat(points).hasSizeBetween(80, 100);
    assertThat(points.get(0)).isEqualTo(curve.point(0));
    assertThat(points.get(points.size() - 1)).isEqualTo(curve.point(curve.size() - 1));
    assertThat(points).filteredOn(p -> p.backgroundEfficiency() == 0).hasSize(2);
    for (double decade : new double[] {1e-4, 1e-3, 1e-2, 1e-1}) {
      long within =
          points.stream()
              .filter(
                  p -> p.backgroundEfficiency() > decade && p.backgroundEfficiency() <= 10 * decade)
              .count();
      assertThat(within).isBetween(17L, 21L);
    }
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).threshold()).isLessThan(points.get(i - 1).threshold());
    }
    assertThat(curve.thinned(2)).hasSize(2);
    assertThat(curve.thinned(3)).hasSize(3);
    assertThat(RocCurve.of(SCORES, LABELS).thinned(1000)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void thresholdsChangeScaleAndNothingElse() {
    RocCurve curve = RocCurve.of(SCORES, LABELS).withThresholds(t -> 10 * t);
    assertThat(curve.threshold(1)).isEqualTo(9);
    assertThat(curve.threshold(0)).isInfinite();
    assertThat(curve.auc()).isEqualTo(0.75);
  }

  @Test
  void twoMillionScores() {
    Random random = new Random(11);
    int jets = 2_000_000;
    double[] scores = new double[jets];
    int[] labels = new int[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = random.nextBoolean() ? 1 : 0;
      // Exponentials of rates 1 and 4: P(signal > background) = 4/5.
      scores[j] = -Math.log(random.nextDouble()) / (labels[j] == 1 ? 1 : 4);
    }
    AucInterval auc = AucInterval.of(RocCurve.of(scores, labels));
    assertThat(auc.auc()).isCloseTo(0.8, within(4 * auc.standardError()));
    assertThat(auc.standardError()).isBetween(2e-4, 4e-4);
  }

  @Test
  void refusesWhatHasNoCurve() {
    double[] two = {0.1, 0.2};
    int[] both = {0, 1};
    assertThatThrownBy(() -> RocCurve.of(two, new int[] {1}))
        .isInstanceOf(MismatchException.class)
        .hasMessage("2 jets with scores but 1 labels: they must be as many");
    assertThatThrownBy(() -> RocCurve.of(two, both, new double[] {1}))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("1 weights");
    assertThatThrownBy(() -> RocCurve.of(new double[0], new int[0]))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("no jets");
    assertThatThrownBy(() -> RocCurve.of(two, new int[] {1, 1}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("all 2 jets have label 1");
    assertThatThrownBy(() -> RocCurve.of(two, new int[] {0, 2}))
        .isInstanceOf(BadScoresException.class)
        .hasMessage("jet 1: label 2, but the classes are 0 to 1");
    assertThatThrownBy(() -> RocCurve.of(two, new int[] {0, -1}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("label -1");
    assertThatThrownBy(() -> RocCurve.of(new double[] {0.1, Double.NaN}, both))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("jet 1: score is NaN");
    assertThatThrownBy(() -> RocCurve.of(new double[] {1 / 0.0, 0}, both))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("jet 0: score is Infinity");
    for (double weight : new double[] {-1, Double.NaN, 1 / 0.0, 1e-200}) {
      assertThatThrownBy(() -> RocCurve.of(two, both, new double[] {1, weight}))
          .isInstanceOf(BadScoresException.class)
          .hasMessageContaining("jet 1: weight " + weight);
    }
    assertThatThrownBy(() -> RocCurve.of(two, both, new double[] {1, 0}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("label 1 have no weight");
    RocCurve curve = RocCurve.of(two, both);
    for (double efficiency : new double[] {0, -0.1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> curve.workingPoint(efficiency))
          .isInstanceOf(BadScoresException.class)
          .hasMessageContaining("signal efficiency");
    }
    assertThatThrownBy(() -> curve.thinned(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesItsInputAlone() {
    double[] scores = SCORES.clone();
    double[] shuffled = {0.4, 0.1, 0.8};
    double[] copy = shuffled.clone();
    RocCurve.of(scores, LABELS);
    RocCurve.of(shuffled, new int[] {1, 0, 1});
    assertThat(Arrays.equals(scores, SCORES)).isTrue();
    assertThat(Arrays.equals(shuffled, copy)).isTrue();
  }
}
