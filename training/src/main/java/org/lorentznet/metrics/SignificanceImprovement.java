package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * By how much a cut on the score raises the significance S / sqrt(B) at best: the maximum of the
 * significance improvement characteristic e_S / sqrt(e_B) (J. Gallicchio, M. D. Schwartz, Phys.
 * Rev. Lett. 107 (2011) 172001). Few background jets make it a maximum of noise, so only cuts that
 * at least {@value #LEAST_BACKGROUND} of them pass count, where 1/e_B is known to 20 %.
 *
 * @param value the improvement
 * @param signalEfficiency e_S at the cut
 * @param backgroundEfficiency e_B at the cut
 * @param threshold the cut
 * @param interval around the bootstrap's, reflected, and that of the cut as if it had been given
 */
public record SignificanceImprovement(
    double value,
    double signalEfficiency,
    double backgroundEfficiency,
    double threshold,
    Interval interval) {
  /** Background jets that must pass. */
  public static final int LEAST_BACKGROUND = 25;

  static final String METHOD = "bootstrap, or wider";

  private static final int STEPS = 400;

  /** The maximum of a curve; empty where it has too few background jets. */
  public static Optional<SignificanceImprovement> of(RocCurve curve, double level) {
    OptionalInt best = curve.mostSignificant(LEAST_BACKGROUND);
    // Fewer than twice as many in all, and some replicates would have too few.
    if (best.isEmpty()
        || curve.effectiveBackground() < 2 * LEAST_BACKGROUND
        || curve.effectiveSignal() < Bootstrap.LEAST_JETS) {
      return Optional.empty();
    }
    RocPoint point = curve.point(best.getAsInt());
    double value = point.signalEfficiency() / Math.sqrt(point.backgroundEfficiency());
    RocSteps steps = curve.steps(STEPS);
    double lost = value - steps.significanceImprovement(LEAST_BACKGROUND);
    Bootstrap bootstrap =
        steps.bootstrap(drawn -> drawn.significanceImprovement(LEAST_BACKGROUND) + lost);
    return Optional.of(
        new SignificanceImprovement(
            value,
            point.signalEfficiency(),
            point.backgroundEfficiency(),
            point.threshold(),
            bootstrap.reflected(value, level).hull(atTheCut(curve, point, level))));
  }

  /**
   * What the jets leave open of a given cut. Alone it knows nothing of the cut being the best of
   * many; the bootstrap alone is short where the best cut is the last allowed one.
   */
  private static Interval atTheCut(RocCurve curve, RocPoint point, double level) {
    double signal = point.signalEfficiency();
    double background = point.backgroundEfficiency();
    double value = signal / Math.sqrt(background);
    double variance =
        (1 - signal) / (signal * curve.effectiveSignal())
            + (1 - background) / (background * curve.effectiveBackground()) / 4;
    double half = StandardNormal.quantile((1 + level) / 2) * value * Math.sqrt(variance);
    return new Interval(value - half, value + half);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value);
    json.put("low", interval.low());
    json.put("high", interval.high());
    json.put("signal_efficiency", signalEfficiency);
    json.put("background_efficiency", backgroundEfficiency);
    json.put("threshold", threshold);
    return json;
  }
}
