package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.numeric.RandomStream;

/** Figures beside accuracy, AUC and rejection, computed by hand or in another way. */
class FiguresTest {
  private static final int JETS = 2000;

  /** Scores between 0 and 1, higher for signal, of jets whose odd numbers are signal. */
  private static double[] scores(long seed) {
    RandomStream random = new RandomStream(seed);
    double[] scores = new double[JETS];
    for (int j = 0; j < JETS; j++) {
      double u = random.nextDouble();
      scores[j] = j % 2 == 1 ? Math.sqrt(u) : u * u;
    }
    return scores;
  }

  private static int[] labels() {
    int[] labels = new int[JETS];
    Arrays.setAll(labels, j -> j % 2);
    return labels;
  }

  private static Evaluation evaluation(double[] scores, double[] weights) {
    return Evaluation.of(
        TaggerOutput.signalScores(scores), labels(), weights, new double[] {0.3, 0.5});
  }

  @Test
  void partialAreaIsTheMeanEfficiencyAndTheWholeOneTheAuc() {
    RocCurve curve = RocCurve.of(new double[] {5, 4, 3, 2, 1}, new int[] {1, 0, 1, 1, 0});
    // Signal efficiency is 1/3 until the first background jet passes, at e_B = 1/2, then 1.
    assertThat(curve.meanSignalEfficiency(0.5)).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(curve.meanSignalEfficiency(0.75)).isCloseTo(5 / 9.0, within(1e-15));
    assertThat(curve.meanSignalEfficiency(1)).isCloseTo(curve.auc(), within(1e-15));
    RocCurve equal = RocCurve.of(new double[4], new int[] {0, 1, 0, 1});
    assertThat(equal.meanSignalEfficiency(0.2)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void significanceImprovementIsTheMaximumOverTheCurve() {
    RocCurve curve = RocCurve.of(scores(1), labels());
    SignificanceImprovement found =
        SignificanceImprovement.of(curve, Interval.ONE_SIGMA).orElseThrow();
    double highest = 0;
    for (int i = 1; i < curve.size(); i++) {
      RocPoint point = curve.point(i);
      if (point.backgroundEfficiency() * JETS / 2 >= 25 - 1e-9) {
        highest =
            Math.max(highest, point.signalEfficiency() / Math.sqrt(point.backgroundEfficiency()));
      }
    }
    assertThat(found.value()).isCloseTo(highest, within(1e-12));
    assertThat(found.interval().contains(found.value())).isTrue();
    assertThat(found.interval().high() / found.interval().low()).isBetween(1.02, 1.4);
    assertThat(SignificanceImprovement.of(curve, Interval.ONE_SIGMA)).contains(found);
  }

  @Test
  void fewJetsHaveNoFigureThatMustBeResampled() {
    Evaluation few =
        Evaluation.of(
            TaggerOutput.signalScores(new double[] {0.9, 0.1, 0.5}),
            new int[] {1, 0, 0},
            null,
            new double[] {0.5});
    assertThat(few.significance()).isEmpty();
    assertThat(few.partialAucs()).isEmpty();
    assertThat(few.reliability()).isEmpty();
    assertThat(few.toJson().toString()).doesNotContain("NaN", "Infinity");
  }

  @Test
  void reliabilityByHand() {
    // 10 jets at 0.1, of which 2 are signal, and 10 at 0.9, of which 9 are.
    double[] probabilities = new double[20];
    int[] labels = new int[20];
    for (int j = 0; j < 20; j++) {
      probabilities[j] = j < 10 ? 0.1 : 0.9;
      labels[j] = j < 2 || j > 10 ? 1 : 0;
    }
    Reliability reliability =
        Reliability.of(TaggerOutput.signalScores(probabilities), labels, null, 0.68).orElseThrow();
    assertThat(reliability.error()).isCloseTo(0.05, within(1e-12));
    assertThat(reliability.bins()).hasSize(2);
    assertThat(reliability.bins().get(0).observed()).isCloseTo(0.2, within(1e-12));
    assertThat(reliability.bins().get(0).predicted()).isCloseTo(0.1, within(1e-12));
    assertThat(reliability.bins().get(1).jets()).isEqualTo(10);
    double[] twice = new double[20];
    Arrays.fill(twice, 2);
    Reliability weighted =
        Reliability.of(TaggerOutput.signalScores(probabilities), labels, twice, 0.68).orElseThrow();
    assertThat(weighted.error()).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void reliabilityOfSeveralClassesIsAboutTheClassTaken() {
    double[][] rows = new double[30][];
    int[] labels = new int[30];
    for (int j = 0; j < 30; j++) {
      rows[j] = new double[] {0.2, 0.5, 0.3};
      labels[j] = j % 3;
    }
    Reliability reliability =
        Reliability.of(TaggerOutput.probabilities(rows), labels, null, 0.68).orElseThrow();
    assertThat(reliability.bins()).hasSize(1);
    assertThat(reliability.error()).isCloseTo(0.5 - 1 / 3.0, within(1e-9));
  }

  @Test
  void taggersAreComparedJetByJet() {
    double[] good = scores(1);
    double[] same = new double[JETS];
    double[] worse = new double[JETS];
    RandomStream random = new RandomStream(2);
    for (int j = 0; j < JETS; j++) {
      same[j] = good[j] * good[j];
      worse[j] = 0.6 * good[j] + 0.4 * random.nextDouble();
    }
    PairedComparison none = comparison(good, same, null);
    assertThat(none.auc().pValue()).isOne();
    assertThat(none.auc().difference()).isZero();
    assertThat(none.rejections().get(0).ratio()).isOne();
    assertThat(none.rejections().get(0).pValue()).isOne();

    PairedComparison clear = comparison(good, worse, null);
    assertThat(clear.auc().difference())
        .isCloseTo(
            evaluation(good, null).auc().auc() - evaluation(worse, null).auc().auc(),
            within(1e-12));
    assertThat(clear.auc().pValue()).isLessThan(1e-3);
    // Paired, it is known far better than from two samples of jets.
    double apart =
        evaluation(good, null).auc().interval().high()
            - evaluation(good, null).auc().interval().low();
    assertThat(clear.auc().interval().high() - clear.auc().interval().low()).isLessThan(apart);
    PairedComparison mirrored = comparison(worse, good, null);
    assertThat(mirrored.auc().pValue()).isEqualTo(clear.auc().pValue());
    assertThat(mirrored.rejections().get(1).ratio())
        .isCloseTo(1 / clear.rejections().get(1).ratio(), within(1e-12));
    assertThat(mirrored.rejections().get(1).pValue())
        .isCloseTo(clear.rejections().get(1).pValue(), within(1e-12));
  }

  @Test
  void equalWeightsChangeNoDifference() {
    double[] twice = new double[JETS];
    Arrays.fill(twice, 2);
    PairedComparison plain = comparison(scores(1), scores(5), null);
    PairedComparison weighted = comparison(scores(1), scores(5), twice);
    assertThat(weighted.auc().pValue()).isCloseTo(plain.auc().pValue(), within(1e-9));
    assertThat(weighted.accuracy().difference())
        .isCloseTo(plain.accuracy().difference(), within(1e-12));
    assertThat(weighted.rejections().get(0).interval().low())
        .isCloseTo(plain.rejections().get(0).interval().low(), within(1e-9));
  }

  @Test
  void onlyTaggersOfTheSameClassesCanBeCompared() {
    TaggerOutput two = TaggerOutput.logits(new float[] {1, 2, 3, 4}, 2);
    TaggerOutput four = TaggerOutput.logits(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4);
    int[] labels = {0, 1};
    Evaluation figures = Evaluation.of(two, labels, null, new double[] {0.5});
    assertThatThrownBy(() ->
            PairedComparison.of(
                ScoredSample.of(two, labels, null),
                figures,
                ScoredSample.of(four, labels, null),
                figures))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("2 classes");
  }

  private static PairedComparison comparison(double[] first, double[] second, double[] weights) {
    return PairedComparison.of(
        ScoredSample.of(TaggerOutput.signalScores(first), labels(), weights),
        evaluation(first, weights),
        ScoredSample.of(TaggerOutput.signalScores(second), labels(), weights),
        evaluation(second, weights));
  }

  @Test
  void profileCountsEveryJetOnce() {
    double[] scores = scores(1);
    float[] masses = new float[JETS];
    for (int j = 0; j < JETS; j++) {
      masses[j] = j % 7 == 0 ? Float.NaN : j / 100;
    }
    Evaluation figures = evaluation(scores, null);
    Profile profile =
        Profile.of(
                "mass", "GeV", masses, TaggerOutput.signalScores(scores), labels(), null, figures)
            .orElseThrow();
    assertThat(profile.bins()).hasSize(10);
    assertThat(profile.bins().stream().mapToLong(VariableBin::jets).sum())
        .isEqualTo(JETS - (JETS + 6) / 7);
    double passing =
        profile.bins().stream()
            .mapToDouble(bin -> bin.efficiencies().get(1).signal().orElseThrow().passing())
            .sum();
    assertThat(passing).isBetween(0.5 * 0.82 * JETS / 2, 0.5 * 0.9 * JETS / 2);
    for (VariableBin bin : profile.bins()) {
      assertThat(bin.auc().orElseThrow().auc()).isCloseTo(figures.auc().auc(), within(0.1));
    }
  }

  @Test
  void variablesWithoutSpreadHaveNoProfile() {
    double[] scores = scores(1);
    TaggerOutput output = TaggerOutput.signalScores(scores);
    Evaluation figures = evaluation(scores, null);
    float[] same = new float[JETS];
    float[] none = new float[JETS];
    Arrays.fill(none, Float.NaN);
    for (float[] values : new float[][] {same, none}) {
      assertThat(Profile.of("eta", "", values, output, labels(), null, figures)).isEmpty();
      assertThat(Sculpting.of("eta", "", values, output, labels(), null, figures)).isEmpty();
    }
  }

  @Test
  void sculptingTellsACutOnTheMassFromOneThatIsNot() {
    double[] scores = scores(1);
    float[] follows = new float[JETS];
    float[] independent = new float[JETS];
    RandomStream random = new RandomStream(8);
    for (int j = 0; j < JETS; j++) {
      follows[j] = (float) scores[j];
      independent[j] = (float) random.nextDouble();
    }
    TaggerOutput output = TaggerOutput.signalScores(scores);
    Evaluation figures = Evaluation.of(output, labels(), null, new double[] {0.9});
    Sculpting sculpted =
        Sculpting.of("mass", "GeV", follows, output, labels(), null, figures).orElseThrow();
    Sculpting.Cut cut = sculpted.cuts().get(0);
    assertThat(cut.divergence().orElseThrow()).isGreaterThan(0.8);
    assertThat(Arrays.stream(sculpted.all()).sum()).isEqualTo(JETS / 2.0);
    assertThat(Arrays.stream(cut.passing()).sum())
        .isEqualTo(figures.workingPoints().get(0).background().passing());
    Sculpting.Cut fair =
        Sculpting.of("mass", "GeV", independent, output, labels(), null, figures)
            .orElseThrow()
            .cuts()
            .get(0);
    assertThat(fair.divergence().orElseThrow()).isLessThan(0.05);
  }

  @Test
  void wholeNumbersShareBinsEvenly() {
    float[] values = new float[JETS];
    for (int j = 0; j < JETS; j++) {
      values[j] = j / 2 % 50;
    }
    Sculpting.Bins bins = Sculpting.Bins.of(values, labels(), null).orElseThrow();
    assertThat(bins.edges()[0]).isEqualTo(-0.5);
    assertThat(bins.count(j -> true)[0]).hasSize(25).containsOnly(JETS / 2 / 25.0);
  }
}
