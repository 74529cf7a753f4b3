package org.lorentznet.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lorentznet.dataset.Reweighting.Method;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.WeightedJets;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.testing.BlockSource;

class JetWeightsTest {
  private static final JetBins BINS =
      new JetBins(List.of(500.0, 550.0, 600.0, 700.0), List.of(0.0, 50.0, 100.0, 200.0));

  /** Jets of two constituents, of steeply falling pT and of masses that differ by class. */
  private static Jets jets(int count) {
    RandomStream random = new RandomStream(4);
    int[] offsets = new int[count + 1];
    double[] p = new double[8 * count];
    int[] labels = new int[count];
    double[] weights = new double[count];
    for (int j = 0; j < count; j++) {
      labels[j] = random.nextInt(4) == 0 ? 1 : 0;
      double pt = 500 + 200 * Math.pow(random.nextDouble(), 3);
      double mass = 200 * Math.pow(random.nextDouble(), labels[j] == 1 ? 0.5 : 2);
      // Two massless constituents at a right angle to each other about the x axis.
      double half = Math.sqrt(pt * pt + mass * mass) / 2;
      p[8 * j] = half;
      p[8 * j + 1] = pt / 2;
      p[8 * j + 3] = mass / 2;
      p[8 * j + 4] = half;
      p[8 * j + 5] = pt / 2;
      p[8 * j + 7] = -mass / 2;
      offsets[j + 1] = 2 * (j + 1);
      weights[j] = 0.5 + random.nextDouble();
    }
    return new Jets(
        0,
        offsets,
        p,
        Jets.Precision.FLOAT64,
        Map.of(),
        Map.of("weight", new Column.Doubles(weights)),
        labels);
  }

  private static LabelledJets read(Jets jets, JetBins bins, boolean weighted) {
    BlockSource source = BlockSource.anyOrder(List.of(jets));
    return LabelledJets.read(
        weighted ? new WeightedJets(source, "weight") : source,
        Fixture.wanted(1000, bins, Long.MAX_VALUE),
        count -> {});
  }

  /** Sums of weights by class and bin, and of all. */
  private static double[][] sums(Jets weighed) {
    double[][] sums = new double[2][BINS.count()];
    int[] labels = weighed.labels().orElseThrow();
    for (int j = 0; j < weighed.size(); j++) {
      int bin = BINS.of(weighed, j);
      if (bin >= 0) {
        sums[labels[j]][bin] += weighed.weight(j);
      }
    }
    return sums;
  }

  private static double total(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  @Test
  void binsHoldTheirLowerEdges() {
    assertThat(BINS.count()).isEqualTo(9);
    double[] p = {
      550, 550, 0, 0, 549.999, 549.999, 0, 0, 499, 499, 0, 0, 700, 700, 0, 0, 700, 600, 0, 0, 620,
      600, 0, 0
    };
    Jets jets =
        new Jets(
            0,
            new int[] {0, 1, 2, 3, 4, 5, 6},
            p,
            Jets.Precision.FLOAT64,
            Map.of(),
            Map.of(),
            null);
    int[] expected = {3, 0, JetBins.OUTSIDE, JetBins.OUTSIDE, JetBins.OUTSIDE, 8};
    for (int j = 0; j < expected.length; j++) {
      assertThat(BINS.of(jets, j)).as("jet %d", j).isEqualTo(expected[j]);
    }
    assertThat(JetBins.ONE.of(jets, 2)).isZero();
  }

  @Test
  void eachClassBecomesFlatAndKeepsItsWeight() {
    Jets jets = jets(20_000);
    for (boolean weighted : new boolean[] {false, true}) {
      LabelledJets read = read(jets, BINS, weighted);
      JetWeights weights = new JetWeights(new Reweighting(BINS, false, 1e6, Method.WEIGHTS), read);
      Jets given = weighted ? jets.withWeights(column(jets)) : jets;
      double[][] before = sums(given);
      double[][] after = sums(weights.weigh(given));
      double all = total(before[0]) + total(before[1]);
      for (int c = 0; c < 2; c++) {
        for (double sum : after[c]) {
          assertThat(sum).isCloseTo(20_000 * total(before[c]) / all / 9, offset(1e-6));
        }
      }
      assertThat(weights.effectiveJets()).isBetween(1000.0, 19_000.0);
      assertThat(weights.cutBins()).isZero();
    }
  }

  private static double[] column(Jets jets) {
    return ((Column.Doubles) jets.jetFeatures().get("weight")).values();
  }

  @Test
  void classesAreBalancedWhereAsked() {
    Jets jets = jets(20_000);
    Reweighting balanced = new Reweighting(JetBins.ONE, true, 100, Method.WEIGHTS);
    JetWeights weights = new JetWeights(balanced, read(jets, JetBins.ONE, false));
    Jets weighed = weights.weigh(jets);
    double[] sums = new double[2];
    for (int j = 0; j < weighed.size(); j++) {
      sums[weighed.labels().orElseThrow()[j]] += weighed.weight(j);
    }
    assertThat(sums[0]).isCloseTo(10_000, offset(1e-6));
    assertThat(sums[1]).isCloseTo(10_000, offset(1e-6));
    // One class of a quarter: (n/2 + n/2)^2 / (n/4 * 2^2 + 3n/4 * (2/3)^2) = 3n/4.
    assertThat(weights.effectiveJets()).isCloseTo(15_000, offset(400.0));
  }

  @Test
  void noWeightIsRaisedBeyondTheLargestFactor() {
    Jets jets = jets(20_000);
    LabelledJets read = read(jets, BINS, false);
    JetWeights free = new JetWeights(new Reweighting(BINS, false, 1e6, Method.WEIGHTS), read);
    JetWeights held = new JetWeights(new Reweighting(BINS, false, 2, Method.WEIGHTS), read);
    assertThat(held.cutBins()).isPositive();
    assertThat(held.effectiveJets()).isGreaterThan(free.effectiveJets());
    double[][] after = sums(held.weigh(jets));
    double[][] before = sums(jets);
    for (int c = 0; c < 2; c++) {
      assertThat(total(after[c])).isCloseTo(total(before[c]), offset(1e-6));
      double scale = Double.MAX_VALUE;
      for (int b = 0; b < 9; b++) {
        scale = Math.min(scale, after[c][b] / before[c][b]);
      }
      for (int b = 0; b < 9; b++) {
        assertThat(after[c][b] / before[c][b]).isLessThan(2 * scale * 10);
      }
    }
  }

  @Test
  void jetsOutsideOfTheBinsDoNotCount() {
    JetBins narrow = new JetBins(List.of(520.0, 600.0), List.of());
    Jets jets = jets(2000);
    LabelledJets read = read(jets, narrow, false);
    JetWeights weights = new JetWeights(new Reweighting(narrow, false, 1, Method.WEIGHTS), read);
    Jets weighed = weights.weigh(jets);
    int outside = 0;
    for (int j = 0; j < 2000; j++) {
      double pt = jets.fourMomentum(j).pt();
      boolean inside = pt >= 520 && pt < 600;
      outside += inside ? 0 : 1;
      assertThat(weighed.weight(j) > 0).isEqualTo(inside);
    }
    assertThat(read.spectrum().outside()).isEqualTo(outside);
    assertThat(weights.jetsAnEpoch()).isEqualTo(2000 - outside);
    JetBins empty = new JetBins(List.of(1.0, 2.0), List.of());
    LabelledJets none = read(jets, empty, false);
    assertThatThrownBy(() -> new JetWeights(new Reweighting(empty, true, 1, Method.WEIGHTS), none))
        .isInstanceOf(MismatchException.class)
        .hasMessage(
            "jets.test (training): no jet weighs anything: 2000 jets lie outside of the bins");
  }

  @Test
  void configurationsReadBackAndMistakesAreNamed() {
    Reweighting reweighting = new Reweighting(BINS, true, 7.5, Method.SAMPLING, List.of(1.0, 2.5));
    String text = Json.write(reweighting.toJson());
    assertThat(Reweighting.fromJson(new JsonObject("test", Json.parseObject(text))))
        .isEqualTo(reweighting);
    for (List<String> wrong :
        List.of(
            List.of("[500.0,550.0,600.0,700.0]", "[500]", "pt has the edges [500.0]"),
            List.of("[500.0,550.0", "[550,500", "expected two or more that ascend"),
            List.of("7.5", "0.5", "largest_factor is 0.5"),
            List.of("sampling", "chance", "known: weights, sampling"),
            List.of("2.5", "-1", "class_weights has -1.0"),
            List.of("true", "1", "'balance_classes' is 1, expected true or false"))) {
      String changed = text.replace(wrong.get(0), wrong.get(1));
      assertThat(changed).isNotEqualTo(text);
      assertThatThrownBy(
              () -> Reweighting.fromJson(new JsonObject("test", Json.parseObject(changed))))
          .isInstanceOf(MismatchException.class)
          .hasMessageContaining(wrong.get(2));
    }
  }
}
