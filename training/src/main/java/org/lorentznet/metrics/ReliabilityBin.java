package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Jets to which a tagger gives about the same probability.
 *
 * @param low smallest probability of the bin
 * @param high largest
 * @param jets how many there are
 * @param predicted the mean probability given
 * @param observed the fraction for which it came true
 * @param interval Clopper-Pearson's on that fraction
 */
public record ReliabilityBin(
    double low, double high, long jets, double predicted, double observed, Interval interval) {

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", low);
    json.put("high", high);
    json.put("jets", jets);
    json.put("predicted", predicted);
    json.put("observed", observed);
    json.put("observed_interval", interval.toJson());
    return json;
  }
}
