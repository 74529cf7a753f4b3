package org.lorentznet.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tagger's figures on the jets of a bin.
 *
 * @param low smallest value of the variable
 * @param high largest
 * @param jets how many there are
 * @param accuracy those taken for what they are
 * @param auc area under the ROC curve; empty for several classes, and where the bin lacks one
 * @param efficiencies what passes each of the tagger's working points, whose thresholds are those
 *     of all jets; empty for several classes
 */
public record VariableBin(
    double low,
    double high,
    long jets,
    BinomialCount accuracy,
    Optional<AucInterval> auc,
    List<Efficiencies> efficiencies) {
  public VariableBin {
    efficiencies = List.copyOf(efficiencies);
  }

  /**
   * What passes a cut.
   *
   * @param asked signal efficiency over all jets that the cut is for
   * @param signal signal jets that pass; empty where the bin has none
   * @param background background jets that pass
   */
  public record Efficiencies(
      double asked, Optional<BinomialCount> signal, Optional<BinomialCount> background) {}

  Map<String, Object> toJson(double level) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("low", low);
    json.put("high", high);
    json.put("jets", jets);
    json.put("accuracy", accuracy.fraction());
    json.put("accuracy_interval", accuracy.clopperPearson(level).toJson());
    json.put("auc", auc.map(AucInterval::auc).orElse(null));
    json.put("auc_interval", auc.map(area -> area.interval().toJson()).orElse(null));
    Map<String, Object> cuts = new LinkedHashMap<>();
    for (Efficiencies cut : efficiencies) {
      Map<String, Object> values = new LinkedHashMap<>();
      put(values, "signal_efficiency", cut.signal(), level);
      put(values, "background_efficiency", cut.background(), level);
      cuts.put(Evaluation.plain(cut.asked()), values);
    }
    json.put("efficiency", cuts);
    return json;
  }

  private static void put(
      Map<String, Object> json, String name, Optional<BinomialCount> count, double level) {
    json.put(name, count.map(BinomialCount::fraction).orElse(null));
    json.put(name + "_interval", count.map(c -> c.clopperPearson(level).toJson()).orElse(null));
  }
}
