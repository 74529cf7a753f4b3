package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much a figure of one tagger exceeds that of another on the same jets.
 *
 * @param difference the first's minus the second's
 * @param interval on the difference
 * @param pValue probability of such a difference or a larger one between equally good taggers
 * @param method of interval and p-value
 */
public record PairedDifference(double difference, Interval interval, double pValue, String method) {

  /** A difference of known variance. */
  static PairedDifference normal(double difference, double variance, double level, String method) {
    if (!(variance > 0)) {
      // The same on every jet, or a single jet of a class, from which nothing follows.
      boolean same = difference == 0 && variance == 0;
      double reach = same ? 0 : Double.POSITIVE_INFINITY;
      return new PairedDifference(
          difference, new Interval(difference - reach, difference + reach), 1, method);
    }
    double error = Math.sqrt(variance);
    double half = StandardNormal.deviations(level) * error;
    return new PairedDifference(
        difference,
        new Interval(difference - half, difference + half),
        StandardNormal.twoSided(difference / error),
        method);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("difference", difference);
    json.put("interval", interval.toJson());
    json.put("p_value", pValue);
    json.put("method", method);
    return json;
  }
}
