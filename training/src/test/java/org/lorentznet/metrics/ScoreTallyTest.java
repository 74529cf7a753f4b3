package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.numeric.RandomStream;

/** Scores in bounded memory: exact where they are few, and by how much they miss where many. */
class ScoreTallyTest {
  private static final int JETS = 300_000;

  @Property
  void numbersKeepTheOrderOfScoresAndLeadBackToThem(
      @ForAll @DoubleRange(min = -1e150, max = 1e150) double large,
      @ForAll @DoubleRange(min = 0, max = 1) double p) {
    double[] scores = {large, p, 1 - p, p / 1e9, 1 - p / 1e9, -p};
    for (double score : scores) {
      assertThat(ScoreScale.score(ScoreScale.number(score))).isEqualTo(score + 0.0);
      for (double other : scores) {
        assertThat(Long.compare(ScoreScale.number(score), ScoreScale.number(other)))
            .isEqualTo(score < other ? -1 : score > other ? 1 : 0);
      }
    }
  }

  @Test
  void numbersAreInOrderWhereTheScaleChanges() {
    double[] scores = {
      -1e300,
      -2,
      -1,
      -0.5,
      -Double.MIN_VALUE,
      0,
      Double.MIN_VALUE,
      1e-17,
      0.3,
      Math.nextDown(0.5),
      0.5,
      Math.nextUp(0.5),
      0.7,
      1 - 1e-9,
      Math.nextDown(1.0),
      1,
      Math.nextUp(1.0),
      1.5,
      1e150
    };
    for (int i = 1; i < scores.length; i++) {
      assertThat(ScoreScale.number(scores[i])).isGreaterThan(ScoreScale.number(scores[i - 1]));
    }
    assertThat(ScoreScale.number(-0.0)).isEqualTo(ScoreScale.number(0.0));
  }

  /** Probabilities of a good tagger: half of them within a thousandth of 0 or of 1. */
  private static double[] probabilities() {
    RandomStream random = new RandomStream(17);
    double[] scores = new double[JETS];
    for (int j = 0; j < JETS; j++) {
      double logOdds = 7 * StandardNormal.draw(random) / 2 + (j % 2 == 1 ? 6 : -6);
      scores[j] = 1 / (1 + StrictMath.exp(-logOdds));
    }
    return scores;
  }

  private static int[] labels() {
    return IntStream.range(0, JETS).map(j -> j % 2).toArray();
  }

  private static RocCurve curve(double[] scores, double[] weights, int numbers) {
    ScoreTally tally = new ScoreTally(2, weights != null, numbers);
    tally.add(scores, labels(), weights);
    return tally.curve(1, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pointsOfACoarseCurveAreThoseOfTheWholeOne(boolean weighted) {
    double[] scores = probabilities();
    double[] weights = weighted ? new double[JETS] : null;
    if (weighted) {
      Arrays.setAll(weights, j -> 1 + j % 4);
    }
    RocCurve whole = curve(scores, weights, 5 * JETS);
    RocCurve coarse = curve(scores, weights, 50_000);
    assertThat(whole.size()).isGreaterThan(290_000);
    assertThat(coarse.size()).isBetween(3_000, 16_700);
    for (int i = 1; i < coarse.size(); i += 97) {
      double cut = coarse.threshold(i);
      double signal = 0;
      double background = 0;
      for (int j = 0; j < JETS; j++) {
        double weight = scores[j] >= cut ? weighted ? weights[j] : 1 : 0;
        signal += j % 2 == 1 ? weight : 0;
        background += j % 2 == 0 ? weight : 0;
      }
      assertThat(coarse.signalEfficiency(i)).isEqualTo(signal / coarse.signalTotal());
      assertThat(coarse.backgroundEfficiency(i)).isEqualTo(background / coarse.backgroundTotal());
    }
    // What the AUC can be off by at most: pairs of jets that share a point, counted as half.
    double shared = 0;
    for (int i = 1; i < coarse.size(); i++) {
      shared += coarse.signalStep(i) * coarse.backgroundStep(i) / 2;
    }
    shared /= coarse.signalTotal() * coarse.backgroundTotal();
    assertThat(shared).isLessThan(2e-5);
    assertThat(coarse.auc()).isCloseTo(whole.auc(), within(shared / 20));
    for (double efficiency : new double[] {0.3, 0.5, 0.9}) {
      assertThat(coarse.workingPoint(efficiency).efficiency()).isCloseTo(efficiency, within(3e-4));
    }
  }

  @Test
  void theOrderOfJetsDoesNotMatter() {
    double[] scores = probabilities();
    int[] labels = labels();
    double[] reversed = new double[JETS];
    int[] labelsReversed = new int[JETS];
    for (int j = 0; j < JETS; j++) {
      reversed[j] = scores[JETS - 1 - j];
      labelsReversed[j] = labels[JETS - 1 - j];
    }
    ScoreTally one = new ScoreTally(2, false, 60_000);
    one.add(scores, labels, null);
    ScoreTally other = new ScoreTally(2, false, 60_000);
    for (int from = 0; from < JETS; from += 1000) {
      other.add(
          Arrays.copyOfRange(reversed, from, from + 1000),
          Arrays.copyOfRange(labelsReversed, from, from + 1000),
          null);
    }
    assertThat(other.curve(1, 0).thinned(1000)).isEqualTo(one.curve(1, 0).thinned(1000));
  }

  /** A sample in blocks of so many jets. */
  private static ScoredSample inBlocks(double[] scores, int[] labels, int block) {
    return new ScoredSample() {
      @Override
      public int classes() {
        return 2;
      }

      @Override
      public boolean weighted() {
        return false;
      }

      @Override
      public Pass open() {
        return new Pass() {
          private int at;

          @Override
          public ScoredBlock next() {
            if (at == scores.length) {
              return null;
            }
            int from = at;
            at = Math.min(scores.length, at + block);
            return new ScoredBlock(
                from,
                TaggerOutput.signalScores(Arrays.copyOfRange(scores, from, at)),
                Arrays.copyOfRange(labels, from, at),
                null);
          }

          @Override
          public void close() {}
        };
      }
    };
  }

  @Test
  void blocksChangeNoFigure() {
    double[] scores = Arrays.copyOf(probabilities(), 20_000);
    int[] labels = Arrays.copyOf(labels(), 20_000);
    double[] worse = new double[scores.length];
    RandomStream random = new RandomStream(3);
    Arrays.setAll(worse, j -> 0.9 * scores[j] + 0.1 * random.nextDouble());
    double[] efficiencies = {0.3, 0.5};
    ScoredSample whole = ScoredSample.of(TaggerOutput.signalScores(scores), labels, null);
    ScoredSample other = ScoredSample.of(TaggerOutput.signalScores(worse), labels, null);
    Evaluation figures = Evaluation.of(whole, efficiencies, Interval.ONE_SIGMA);
    Evaluation others = Evaluation.of(other, efficiencies, Interval.ONE_SIGMA);
    ScoredSample blocks = inBlocks(scores, labels, 997);
    assertThat(Evaluation.of(blocks, efficiencies, Interval.ONE_SIGMA).toJson())
        .isEqualTo(figures.toJson());
    assertThat(PairedComparison.of(blocks, figures, inBlocks(worse, labels, 512), others))
        .isEqualTo(PairedComparison.of(whole, figures, other, others));
  }

  @Test
  void onlyTheSameJetsCanBeCompared() {
    double[] scores = {0.1, 0.9, 0.4, 0.6};
    int[] labels = {0, 1, 0, 1};
    ScoredSample sample = inBlocks(scores, labels, 3);
    Evaluation figures = Evaluation.of(sample, new double[] {0.5}, Interval.ONE_SIGMA);
    ScoredSample fewer = inBlocks(Arrays.copyOf(scores, 3), labels, 2);
    assertThatThrownBy(() -> PairedComparison.of(sample, figures, fewer, figures))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("the second has scores of 3 jets");
    ScoredSample others = inBlocks(scores, new int[] {0, 1, 1, 0}, 2);
    assertThatThrownBy(() -> PairedComparison.of(sample, figures, others, figures))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("jet 2 has label 0");
  }
}
