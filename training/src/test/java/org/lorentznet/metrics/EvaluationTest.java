package org.lorentznet.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;

class EvaluationTest {
  private static final double[] EFFICIENCIES = {0.3, 0.5};

  /** Logits of 12 jets in turn of classes 0, 1, 2; figures below are scikit-learn's on them. */
  private static double[][] threeClassLogits() {
    double[][] logits = new double[12][3];
    for (int i = 0; i < 12; i++) {
      for (int c = 0; c < 3; c++) {
        logits[i][c] = ((7 * i + 5 * c * c + 3 * i * c) % 11 - 5) / 2.0 + (i % 3 == c ? 1.5 : 0);
      }
    }
    return logits;
  }

  private static int[] threeClassLabels() {
    int[] labels = new int[12];
    Arrays.setAll(labels, j -> j % 3);
    return labels;
  }

  private static double[][] softmax(double[][] logits) {
    double[][] rows = new double[logits.length][];
    for (int j = 0; j < rows.length; j++) {
      double sum = Arrays.stream(logits[j]).map(Math::exp).sum();
      rows[j] = Arrays.stream(logits[j]).map(z -> Math.exp(z) / sum).toArray();
    }
    return rows;
  }

  private static double loss(Evaluation evaluation) {
    return evaluation.loss().orElseThrow().value();
  }

  @Test
  void plainScores() {
    double[] scores = {0.9, 0.8, 0.7, 0.6, 0.2, 0.1};
    int[] labels = {1, 1, 0, 1, 0, 0};
    Evaluation evaluation =
        Evaluation.of(TaggerOutput.signalScores(scores), labels, null, EFFICIENCIES);
    assertThat(evaluation.jets()).isEqualTo(6);
    assertThat(evaluation.accuracy()).isEqualTo(5 / 6.0);
    assertThat(evaluation.accuracyInterval())
        .isEqualTo(new BinomialCount(5, 6).clopperPearson(Interval.ONE_SIGMA));
    assertThat(evaluation.auc().auc()).isEqualTo(8 / 9.0);
    assertThat(evaluation.confusion().count(0, 1)).isEqualTo(1);
    assertThat(evaluation.confusion().count(0, 0)).isEqualTo(2);
    assertThat(evaluation.confusion().count(1, 1)).isEqualTo(3);
    assertThat(evaluation.roc().get().size()).isEqualTo(7);
    assertThat(evaluation.classes()).isEmpty();
    assertThat(evaluation.pairwise()).isEmpty();
  }

  @Test
  void jsonHasTheKeysAndReadsBack() {
    double[] scores = {0.9, 0.8, 0.7, 0.6, 0.2, 0.1};
    int[] labels = {1, 1, 0, 1, 0, 0};
    Map<String, Object> json =
        Evaluation.of(
                TaggerOutput.signalScores(scores), labels, null, new double[] {0.3, 0.5, 1, 1e-4})
            .withClassNames(List.of("QCD", "top"))
            .toJson();
    assertThat(json)
        .containsKeys(
            "jets",
            "accuracy",
            "auc",
            "accuracy_interval",
            "auc_interval",
            "rejection",
            "loss",
            "class_counts",
            "methods",
            "roc")
        .doesNotContainKeys("classes", "pairwise");
    assertThat(json).containsEntry("jets", 6L).containsEntry("accuracy", 5 / 6.0);
    assertThat(json.get("class_counts")).isEqualTo(Map.of("QCD", 3L, "top", 3L));
    assertThat((List<?>) json.get("auc_interval")).hasSize(2);
    Map<?, ?> rejection = (Map<?, ?>) json.get("rejection");
    assertThat(rejection.keySet().stream().map(Object::toString))
        .containsExactly("0.3", "0.5", "1", "0.0001");
    Map<?, ?> at30 = (Map<?, ?>) rejection.get("0.3");
    assertThat(at30.keySet().stream().map(Object::toString))
        .containsExactly("value", "low", "high");
    assertThat(at30.get("value")).isNull();
    assertThat(at30.get("high")).isNull();
    assertThat((Double) at30.get("low")).isGreaterThan(1);
    assertThat(((Map<?, ?>) rejection.get("1")).get("value")).isEqualTo(3.0);
    assertThat(json.get("methods"))
        .isEqualTo(
            Map.of(
                "accuracy", "Clopper-Pearson 68.27 %",
                "auc", "DeLong 68.27 %",
                "loss", "standard error 68.27 %",
                "rejection", "Clopper-Pearson 68.27 %"));
    assertThat(Json.parse(Json.write(json))).isEqualTo(json);
  }

  @Test
  void logitsAndTheirProbabilitiesAgree() {
    Random random = new Random(3);
    int jets = 500;
    float[] flat = new float[2 * jets];
    double[][] rows = new double[jets][2];
    int[] labels = new int[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = random.nextInt(2);
      for (int c = 0; c < 2; c++) {
        flat[2 * j + c] = (float) (random.nextGaussian() + (labels[j] == c ? 1 : 0));
        rows[j][c] = flat[2 * j + c];
      }
    }
    Evaluation fromFlat = Evaluation.of(TaggerOutput.logits(flat, 2), labels, null, EFFICIENCIES);
    Evaluation fromRows = Evaluation.of(TaggerOutput.logits(rows), labels, null, EFFICIENCIES);
    Evaluation fromProbabilities =
        Evaluation.of(TaggerOutput.probabilities(softmax(rows)), labels, null, EFFICIENCIES);
    assertThat(fromFlat.toJson()).isEqualTo(fromRows.toJson());
    assertThat(fromProbabilities.accuracy()).isEqualTo(fromRows.accuracy());
    assertThat(fromProbabilities.auc()).isEqualTo(fromRows.auc());
    assertThat(loss(fromProbabilities)).isCloseTo(loss(fromRows), within(1e-13));
    for (int i = 0; i < 2; i++) {
      WorkingPoint one = fromRows.workingPoints().get(i);
      WorkingPoint other = fromProbabilities.workingPoints().get(i);
      assertThat(one.rejection()).isEqualTo(other.rejection());
      assertThat(one.threshold()).isCloseTo(other.threshold(), within(1e-14));
    }
  }

  @Test
  void severalClasses() {
    for (TaggerOutput output :
        List.of(
            TaggerOutput.logits(threeClassLogits()),
            TaggerOutput.probabilities(softmax(threeClassLogits())))) {
      Evaluation evaluation =
          Evaluation.of(output, threeClassLabels(), null, EFFICIENCIES)
              .withClassNames(List.of("QCD", "Hbb", "top"));
      assertThat(evaluation.accuracy()).isEqualTo(8 / 12.0);
      assertThat(evaluation.auc().auc()).isCloseTo(0.875, within(1e-14));
      assertThat(loss(evaluation)).isCloseTo(0.734614335811334, within(1e-13));
      assertThat(evaluation.classes())
          .extracting(s -> s.auc().auc())
          .containsExactly(0.875, 0.84375, 0.90625);
      assertThat(evaluation.pairwise()).hasSize(6);
      Separation second = evaluation.pairwise().get(2);
      assertThat(second.signal()).isEqualTo(1);
      assertThat(second.background()).hasValue(0);
      if (output instanceof Logits) {
        // Half-integers, whose ties a softmax would break by rounding.
        assertThat(second.auc().auc()).isEqualTo(0.84375);
        assertThat(evaluation.pairwise().get(0).auc().auc()).isEqualTo(0.84375);
      }
      assertThat(evaluation.roc()).isEmpty();

      Map<String, Object> json = evaluation.toJson();
      assertThat(Json.parse(Json.write(json))).isEqualTo(json);
      List<?> classes = (List<?>) json.get("classes");
      assertThat(((Map<?, ?>) classes.get(1)).get("class")).isEqualTo("Hbb");
      Map<?, ?> pair = (Map<?, ?>) ((List<?>) json.get("pairwise")).get(2);
      assertThat(pair.get("signal")).isEqualTo("Hbb");
      assertThat(pair.get("background")).isEqualTo("QCD");
      assertThat((Map<?, ?>) pair.get("rejection")).hasSize(2);
      assertThat((Map<?, ?>) json.get("rejection")).isEmpty();
    }
  }

  @Test
  void meanOverTheTwoPairsOfTwoClassesIsTheArea() {
    Random random = new Random(7);
    int jets = 300;
    double[][] rows = new double[jets][2];
    int[] labels = new int[jets];
    double[] weights = new double[jets];
    for (int j = 0; j < jets; j++) {
      labels[j] = j % 2;
      // Few levels: ties.
      rows[j][1] = random.nextInt(12) + 3 * labels[j];
      weights[j] = random.nextDouble();
    }
    TaggerOutput output = TaggerOutput.logits(rows);
    for (double[] used : Arrays.asList(null, weights)) {
      AucInterval mean = MeanPairwiseAuc.of(ScoredSample.of(output, labels, used), 0.9);
      AucInterval area = Evaluation.of(output, labels, used, EFFICIENCIES, 0.9).auc();
      assertThat(mean.auc()).isCloseTo(area.auc(), within(1e-13));
      assertThat(mean.standardError()).isCloseTo(area.standardError(), within(1e-13));
      assertThat(mean.interval().low()).isCloseTo(area.interval().low(), within(1e-12));
    }
  }

  @Test
  void errorOfTheMeanOverPairsIsItsSpreadOverSamples() {
    Random random = new Random(2001);
    int trials = 600;
    double sum = 0;
    double squares = 0;
    double variances = 0;
    for (int t = 0; t < trials; t++) {
      double[][] rows = new double[160][4];
      int[] labels = new int[160];
      for (int j = 0; j < labels.length; j++) {
        labels[j] = j % 4;
        for (int c = 0; c < 4; c++) {
          rows[j][c] = random.nextGaussian() + (labels[j] == c ? 1.5 : 0);
        }
      }
      AucInterval auc =
          MeanPairwiseAuc.of(ScoredSample.of(TaggerOutput.logits(rows), labels, null), 0.68);
      sum += auc.auc();
      squares += auc.auc() * auc.auc();
      variances += auc.standardError() * auc.standardError();
    }
    double spread = squares / trials - sum / trials * sum / trials;
    assertThat(variances / trials / spread).isBetween(0.8, 1.25);
  }

  @Test
  void perfectClassesHaveAnExactBound() {
    double[][] rows = new double[9][3];
    int[] labels = new int[9];
    double[] weights = new double[9];
    for (int j = 0; j < 9; j++) {
      labels[j] = j % 3;
      rows[j][labels[j]] = 5 + j;
      weights[j] = 0.1 * (j + 1);
    }
    for (double[] used : Arrays.asList(null, weights)) {
      AucInterval auc = Evaluation.of(TaggerOutput.logits(rows), labels, used, EFFICIENCIES).auc();
      assertThat(auc.auc()).isOne();
      assertThat(auc.interval().high()).isOne();
      assertThat(auc.interval().low()).isBetween(0.2, 0.9);
    }
  }

  @Test
  void classesWithoutJetsAreLeftOut() {
    double[][] rows = softmax(threeClassLogits());
    int[] labels = threeClassLabels();
    for (int j = 0; j < labels.length; j++) {
      labels[j] = labels[j] == 1 ? 0 : labels[j];
    }
    Evaluation evaluation =
        Evaluation.of(TaggerOutput.probabilities(rows), labels, null, EFFICIENCIES);
    assertThat(evaluation.classes()).extracting(Separation::signal).containsExactly(0, 2);
    assertThat(evaluation.pairwise()).hasSize(2);
    assertThat(evaluation.toJson().get("class_counts"))
        .isEqualTo(Map.of("0", 8L, "1", 0L, "2", 4L));
  }

  @Test
  void weightsOfOneChangeNothing() {
    double[] ones = new double[12];
    Arrays.fill(ones, 1);
    TaggerOutput output = TaggerOutput.logits(threeClassLogits());
    Evaluation plain = Evaluation.of(output, threeClassLabels(), null, EFFICIENCIES);
    Evaluation weighted = Evaluation.of(output, threeClassLabels(), ones, EFFICIENCIES);
    assertThat(weighted.accuracy()).isCloseTo(plain.accuracy(), within(1e-15));
    assertThat(weighted.accuracyInterval().low())
        .isCloseTo(plain.accuracyInterval().low(), within(1e-12));
    assertThat(weighted.auc().auc()).isEqualTo(plain.auc().auc());
    assertThat(weighted.loss()).isEqualTo(plain.loss());
    assertThat(weighted.weighted()).isTrue();
  }

  @Test
  void weightsOfWholeNumbersAreCopiesOfJets() {
    double[] scores = {0.9, 0.8, 0.7, 0.3};
    int[] labels = {1, 0, 1, 0};
    double[] weights = {2, 1, 1, 3};
    double[] copied = {0.9, 0.9, 0.8, 0.7, 0.3, 0.3, 0.3};
    int[] copiedLabels = {1, 1, 0, 1, 0, 0, 0};
    Evaluation weighted =
        Evaluation.of(TaggerOutput.signalScores(scores), labels, weights, EFFICIENCIES);
    Evaluation copies =
        Evaluation.of(TaggerOutput.signalScores(copied), copiedLabels, null, EFFICIENCIES);
    assertThat(weighted.accuracy()).isCloseTo(copies.accuracy(), within(1e-15));
    assertThat(weighted.auc().auc()).isCloseTo(copies.auc().auc(), within(1e-15));
    assertThat(loss(weighted)).isCloseTo(loss(copies), within(1e-15));
    // But heavy jets tell less than as many single ones.
    assertThat(weighted.auc().interval().low()).isLessThan(copies.auc().interval().low());
  }

  @Test
  void scoresThatAreNoProbabilitiesHaveNoLoss() {
    Evaluation evaluation =
        Evaluation.of(
            TaggerOutput.signalScores(new double[] {3, -2}, 0),
            new int[] {1, 0},
            null,
            EFFICIENCIES);
    assertThat(evaluation.loss()).isEmpty();
    assertThat(evaluation.toJson()).containsEntry("loss", null);
    assertThat(Json.write(evaluation.toJson())).contains("\"loss\":null");
  }

  @Test
  void refusesWhatCannotBeEvaluated() {
    TaggerOutput two = TaggerOutput.signalScores(new double[] {0.2, 0.8});
    assertThatThrownBy(() -> Evaluation.of(two, new int[3], null, EFFICIENCIES))
        .isInstanceOf(MismatchException.class);
    assertThatThrownBy(() -> Evaluation.of(two, new int[2], null, EFFICIENCIES))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("all 2 jets have label 0");
    assertThatThrownBy(() -> Evaluation.of(two, new int[] {0, 1}, null, new double[] {1.2}))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("1.2");
    assertThatThrownBy(() -> Evaluation.of(two, new int[] {0, 1}, null, EFFICIENCIES, 68.27))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("level 68.27");
    assertThatThrownBy(() -> Evaluation.of(two, new int[] {0, 1}, new double[2], EFFICIENCIES))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("no weight");
    TaggerOutput none = TaggerOutput.logits(new double[0][]);
    assertThatThrownBy(() -> Evaluation.of(none, new int[0], null, EFFICIENCIES))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("no jets");
    TaggerOutput three = TaggerOutput.logits(threeClassLogits());
    assertThatThrownBy(() -> Evaluation.of(three, new int[12], null, EFFICIENCIES))
        .isInstanceOf(BadScoresException.class)
        .hasMessageContaining("two classes or more");
    Evaluation evaluation = Evaluation.of(two, new int[] {0, 1}, null, EFFICIENCIES);
    assertThatThrownBy(() -> evaluation.withClassNames(List.of("top")))
        .isInstanceOf(MismatchException.class);
    assertThatThrownBy(() -> evaluation.withClassNames(List.of("top", "top")))
        .isInstanceOf(MismatchException.class);
  }
}
