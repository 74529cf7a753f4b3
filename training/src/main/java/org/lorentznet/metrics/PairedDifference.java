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

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("difference", difference);
    json.put("interval", interval.toJson());
    json.put("p_value", pValue);
    json.put("method", method);
    return json;
  }
}
