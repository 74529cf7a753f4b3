package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many times the rejection of one tagger is that of another on the same jets, each at its own
 * threshold for a signal efficiency.
 *
 * @param efficiency signal efficiency
 * @param ratio the first's 1/e_B over the second's; NaN where either lets no background pass
 * @param interval on the ratio; from 0 to infinity where there is none
 * @param differing background jets that pass one of the cuts only
 * @param pValue probability of such a ratio or one further from 1 between equally good taggers
 */
public record PairedRejection(
    double efficiency, double ratio, Interval interval, McNemar differing, double pValue) {
  /** How interval and p-value are made. */
  public static final String METHOD = "delta method; McNemar's exact test if that has the larger p";

  /** Whether there is a ratio: some background passes both cuts. */
  public boolean defined() {
    return !Double.isNaN(ratio);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ratio", defined() ? ratio : null);
    json.put("low", defined() ? interval.low() : null);
    json.put("high", defined() ? interval.high() : null);
    json.put("background_first_only", differing.firstOnly());
    json.put("background_second_only", differing.secondOnly());
    json.put("p_value", pValue);
    json.put("method", METHOD);
    return json;
  }
}
