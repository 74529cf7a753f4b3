package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part of the area under the ROC curve where little background passes, divided by its width:
 * the mean signal efficiency over background efficiencies from 0 to a limit. 1 for a perfect
 * tagger, half the limit for one that guesses.
 *
 * @param limit the largest background efficiency
 * @param value the mean signal efficiency
 * @param interval bootstrap's
 */
public record PartialAuc(double limit, double value, Interval interval) {
  private static final int STEPS = 400;

  /** The partial area of a curve; empty where it has too few jets of a class to be resampled. */
  public static Optional<PartialAuc> of(RocCurve curve, double limit, double level) {
    if (Math.min(curve.effectiveSignal(), curve.effectiveBackground()) < Bootstrap.LEAST_JETS) {
      return Optional.empty();
    }
    double value = curve.meanSignalEfficiency(limit);
    RocSteps steps = curve.steps(STEPS);
    double lost = value - steps.meanSignalEfficiency(limit);
    Bootstrap bootstrap = steps.bootstrap(drawn -> drawn.meanSignalEfficiency(limit) + lost);
    return Optional.of(new PartialAuc(limit, value, bootstrap.percentile(level)));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value);
    json.put("low", interval.low());
    json.put("high", interval.high());
    return json;
  }
}
