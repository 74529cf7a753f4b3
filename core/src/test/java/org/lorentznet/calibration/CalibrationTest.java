package org.lorentznet.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.numeric.RandomStream;

class CalibrationTest {
  private static final int JETS = 20_000;

  /** Jets whose true log-odds are known, given to the fit with all logits times a factor. */
  private static CalibrationFit overconfident(double factor, int classes, float[] logits) {
    RandomStream random = new RandomStream(11);
    int[] labels = new int[JETS];
    double[] p = new double[classes];
    for (int j = 0; j < JETS; j++) {
      float[] truth = new float[classes];
      for (int k = 0; k < classes; k++) {
        truth[k] = (float) (4 * random.nextDouble() - 2);
        logits[j * classes + k] = (float) (factor * truth[k]);
      }
      new Calibration.Temperature(1).probabilities(truth, 0, p);
      double draw = random.nextDouble();
      while (draw > p[labels[j]] && labels[j] < classes - 1) {
        draw -= p[labels[j]++];
      }
    }
    return new CalibrationFit(logits, labels, null, names(classes));
  }

  private static List<String> names(int classes) {
    return List.of("a", "b", "c").subList(0, classes);
  }

  @Test
  void theTemperatureUndoesOverconfidence() {
    for (int classes : new int[] {2, 3}) {
      for (double factor : new double[] {0.5, 1, 3}) {
        CalibrationFit fit = overconfident(factor, classes, new float[JETS * classes]);
        Calibration.Temperature found = fit.temperature();
        assertThat(found.temperature()).isCloseTo(factor, within(0.05 * factor));
        assertThat(fit.loss(found)).isLessThanOrEqualTo(fit.loss());
      }
    }
  }

  @Test
  void theIsotonicCurveGrowsLowersTheLossAndFindsTheTruth() {
    for (int classes : new int[] {2, 3}) {
      float[] logits = new float[JETS * classes];
      CalibrationFit fit = overconfident(3, classes, logits);
      Calibration curve = fit.isotonic();
      assertThat(fit.loss(curve)).isLessThan(fit.loss());
      double[] row = new double[classes];
      double distance = 0;
      double[] truth = new double[classes];
      for (int j = 0; j < JETS; j++) {
        curve.probabilities(logits, j * classes, row);
        assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
        new Calibration.Temperature(3).probabilities(logits, j * classes, truth);
        distance += Math.abs(row[1] - truth[1]) / JETS;
      }
      assertThat(distance).isLessThan(classes == 2 ? 0.02 : 0.08);
    }
    IsotonicCurve curve =
        IsotonicCurve.fit(
            new double[] {3, 1, 2, 4, 5}, new boolean[] {false, false, true, true, true}, ones(5));
    assertThat(curve.at(0)).isEqualTo(0.25);
    assertThat(curve.at(2)).isEqualTo(0.5);
    assertThat(curve.at(3)).isEqualTo(0.5);
    assertThat(curve.at(3.5)).isBetween(0.5, 0.9);
    assertThat(curve.at(9)).isCloseTo(1 - 0.5 / 3, within(1e-12));
  }

  @Test
  void jetsOfTheSameScoreArePooledAndWeightsCount() {
    IsotonicCurve curve =
        IsotonicCurve.fit(
            new double[] {1, 1, 1, 2},
            new boolean[] {true, false, false, true},
            new double[] {1, 1, 2, 5});
    assertThat(curve.at(1)).isEqualTo(0.25);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void calibrationsReadBack() {
    float[] logits = new float[JETS * 2];
    CalibrationFit fit = overconfident(2, 2, logits);
    for (Calibration calibration : new Calibration[] {fit.temperature(), fit.isotonic()}) {
      JsonObject json = new JsonObject("test", Json.parseObject(Json.write(calibration.toJson())));
      assertThat(Calibration.fromJson(json, 2).probabilities(logits, 2))
          .isEqualTo(calibration.probabilities(logits, 2));
    }
  }

  @Test
  void wrongCalibrationsAreRefused() {
    assertRefused("{\"method\": \"temperature\", \"temperature\": 0}", "expected above 0");
    assertRefused("{\"method\": \"magic\"}", "expected temperature or isotonic");
    assertRefused("{\"method\": \"isotonic\", \"curves\": []}", "expected 1 for 2 classes");
    assertRefused(
        "{\"method\": \"isotonic\", \"curves\": [{\"scores\": [1, 0], \"probabilities\": [0.1, 0.2]}]}",
        "ascending scores");
    assertRefused(
        "{\"method\": \"isotonic\", \"curves\": [{\"scores\": [], \"probabilities\": []}]}",
        "ascending scores");
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(
            () -> Calibration.fromJson(new JsonObject("m: calibration", Json.parseObject(json)), 2))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tooFewJetsOfAClassAreTold() {
    assertThatThrownBy(() -> new CalibrationFit(new float[80], new int[40], null, names(2)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("at least 25 jets of each class, found 0 of class 'b'");
  }

  @Test
  void membersAreJoinedByTheirMeanAndSpread() {
    JointScores joint = JointScores.of(List.of(new double[] {0.2, 0.8}, new double[] {0.4, 0.6}));
    assertThat(joint.probabilities()[1]).isCloseTo(0.7f, within(1e-7f));
    assertThat(joint.spreads()[1]).isCloseTo((float) Math.sqrt(0.02), within(1e-7f));
    assertThat(joint.logits()[1]).isCloseTo((float) Math.log(0.7), within(1e-6f));
    assertThat(JointScores.of(List.of(new double[] {0, 1})).logits()[0]).isFinite();
    assertThat(JointScores.of(List.of(new double[] {0.5, 0.5})).spreads()[0]).isZero();
  }
}
