package org.lorentznet.equivariance;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far logits moved.
 *
 * @param maxAbs largest distance of a logit from what it was
 * @param meanAbs mean over jets and classes
 * @param decisionsChanged jets that are now taken for another class
 */
public record LogitChange(double maxAbs, double meanAbs, long decisionsChanged) {
  /**
   * Compares.
   *
   * @param before jets x classes, row-major
   * @param after the same of the changed jets
   */
  public static LogitChange of(float[] before, float[] after, int classes) {
    double largest = 0;
    double sum = 0;
    long changed = 0;
    for (int i = 0; i < before.length; i++) {
      double change = Math.abs((double) after[i] - before[i]);
      // A logit that is no number has moved as far as can be.
      change = Double.isNaN(change) ? Double.POSITIVE_INFINITY : change;
      largest = Math.max(largest, change);
      sum += change;
    }
    for (int jet = 0; jet < before.length; jet += classes) {
      changed += decision(before, jet, classes) == decision(after, jet, classes) ? 0 : 1;
    }
    return new LogitChange(largest, before.length == 0 ? 0 : sum / before.length, changed);
  }

  /** The class with the largest logit, of equal ones the first. */
  private static int decision(float[] logits, int at, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = logits[at + k] > logits[at + best] ? k : best;
    }
    return best;
  }

  /** The figures under their names; null where a logit is no number. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("max_abs_logit_change", Double.isFinite(maxAbs) ? maxAbs : null);
    json.put("mean_abs_logit_change", Double.isFinite(meanAbs) ? meanAbs : null);
    json.put("decisions_changed", decisionsChanged);
    return json;
  }
}
