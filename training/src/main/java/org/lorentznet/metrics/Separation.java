package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How well a tagger of several classes tells one class from another, or from all the others.
 *
 * @param signal the class to be kept
 * @param background the class to be rejected; empty where it is all the others together
 * @param auc area under the ROC curve with its interval
 * @param workingPoints rejections at the efficiencies asked for
 * @param curve the ROC curve, thinned, with intervals on the background
 */
public record Separation(
    int signal,
    OptionalInt background,
    AucInterval auc,
    List<WorkingPoint> workingPoints,
    List<WorkingPoint> curve) {
  /** Enough points for a smooth line over five decades. */
  static final int CURVE_POINTS = 200;

  public Separation {
    workingPoints = List.copyOf(workingPoints);
    curve = List.copyOf(curve);
  }

  static Separation of(
      int signal, OptionalInt background, RocCurve roc, List<Double> efficiencies, double level) {
    return new Separation(
        signal,
        background,
        AucInterval.of(roc, level),
        efficiencies.stream().map(e -> roc.workingPoint(e, level)).toList(),
        roc.thinned(CURVE_POINTS, level));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("auc", auc.auc());
    json.put("auc_interval", auc.interval().toJson());
    json.put("rejection", Evaluation.rejectionJson(workingPoints));
    return json;
  }
}
