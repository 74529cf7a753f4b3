package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Background rejection at a signal efficiency: the point of a ROC curve nearest to the efficiency
 * asked for, see {@link RocCurve#workingPoint(double, double)}.
 *
 * @param efficiencyAsked signal efficiency that was asked for
 * @param efficiency signal efficiency that the point has
 * @param threshold score from which a jet passes; infinite where nothing does
 * @param cut the same on the scale of {@link TaggerOutput#score}, which keeps more jets apart
 * @param background how many background jets pass (effective numbers where jets have weights)
 * @param rejection 1/e_B; empty where no background passes
 * @param low lower end of the interval on 1/e_B
 * @param high its upper end; empty (infinite) where no background passes
 */
public record WorkingPoint(
    double efficiencyAsked,
    double efficiency,
    double threshold,
    double cut,
    BinomialCount background,
    OptionalDouble rejection,
    double low,
    OptionalDouble high) {

  static WorkingPoint of(
      double asked,
      double efficiency,
      double threshold,
      double cut,
      BinomialCount background,
      double level) {
    Interval passing = background.clopperPearson(level);
    boolean none = background.passing() == 0;
    return new WorkingPoint(
        asked,
        efficiency,
        threshold,
        cut,
        background,
        none ? OptionalDouble.empty() : OptionalDouble.of(1 / background.fraction()),
        1 / passing.high(),
        none ? OptionalDouble.empty() : OptionalDouble.of(1 / passing.low()));
  }

  Map<String, Object> rejectionJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", rejection.isPresent() ? rejection.getAsDouble() : null);
    json.put("low", low);
    json.put("high", high.isPresent() ? high.getAsDouble() : null);
    return json;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("efficiency_asked", efficiencyAsked);
    json.put("efficiency", efficiency);
    json.put("threshold", Double.isFinite(threshold) ? threshold : null);
    json.put("background_passing", background.passing());
    json.put("background_total", background.total());
    return json;
  }
}
