package org.lorentznet.server.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lorentznet.model.ScoreDistribution;

class ScoreDriftTest {
  /** Probabilities 0.000, 0.001 ... 0.999 of class 1: each tenth holds a tenth. */
  private static ScoreDistribution even() {
    float[] probabilities = new float[2000];
    for (int i = 0; i < 1000; i++) {
      probabilities[2 * i + 1] = i / 1000f;
      probabilities[2 * i] = 1 - probabilities[2 * i + 1];
    }
    return ScoreDistribution.of(probabilities, 2).orElseThrow();
  }

  /** Jets with probabilities of class 1 in the middles of tenths, so many in each. */
  private static float[] scores(int... inTenths) {
    int jets = Arrays.stream(inTenths).sum();
    float[] probabilities = new float[2 * jets];
    int at = 0;
    for (int tenth = 0; tenth < inTenths.length; tenth++) {
      for (int i = 0; i < inTenths[tenth]; i++) {
        probabilities[at + 1] = tenth / 10f + 0.05f;
        probabilities[at] = 1 - probabilities[at + 1];
        at += 2;
      }
    }
    return probabilities;
  }

  @Test
  void theSameDistributionHasNoDrift() {
    ScoreDrift drift = new ScoreDrift(even());
    drift.add(scores(100, 100, 100, 100, 100, 100, 100, 100, 100, 100));
    assertThat(drift.index(1)).isCloseTo(0, within(1e-12));
    assertThat(drift.index(0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void theIndexIsTheSumOverTenths() {
    ScoreDrift drift = new ScoreDrift(even());
    drift.add(scores(200, 50, 50, 100, 100, 100, 100, 100, 100, 100));
    // (0.2 - 0.1) ln 2 + 2 (0.05 - 0.1) ln 0.5 = 0.2 ln 2
    assertThat(drift.index(1)).isCloseTo(0.138629436111989, within(1e-12));
  }

  @Test
  void fewJetsTellNothing() {
    ScoreDrift drift = new ScoreDrift(even());
    drift.add(scores(499));
    assertThat(drift.index(1)).isNaN();
  }

  @Test
  void theOldIsForgotten() {
    ScoreDrift drift = new ScoreDrift(even());
    drift.add(scores(2 * ScoreDrift.HALF_WINDOW));
    assertThat(drift.index(1)).isGreaterThan(2);
    int tenth = 2 * ScoreDrift.HALF_WINDOW / 10;
    float[] usual = scores(tenth, tenth, tenth, tenth, tenth, tenth, tenth, tenth, tenth, tenth);
    // In an order that has all tenths in each half.
    float[] mixed = new float[usual.length];
    int jets = usual.length / 2;
    for (int j = 0; j < jets; j++) {
      int from = (int) ((long) j * 7919 % jets);
      mixed[2 * j] = usual[2 * from];
      mixed[2 * j + 1] = usual[2 * from + 1];
    }
    drift.add(mixed);
    assertThat(drift.index(1)).isLessThan(0.01);
  }
}
