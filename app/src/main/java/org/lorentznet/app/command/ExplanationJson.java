package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.app.report.ExplainedJet;
import org.lorentznet.app.report.ExplanationReport;
import org.lorentznet.explanation.RelevanceSample;
import org.lorentznet.explanation.RelevanceSample.Mean;
import org.lorentznet.network.LayerState;

/** An explanation as JSON values. */
final class ExplanationJson {
  private ExplanationJson() {}

  static Map<String, Object> of(ExplanationReport report) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("class", report.target());
    values.put("jets", report.jets().stream().map(ExplanationJson::jet).toList());
    report.sample().ifPresent(sample -> values.put("sample", sample(sample)));
    return values;
  }

  private static Map<String, Object> jet(ExplainedJet jet) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jet", jet.number());
    values.put("score", jet.relevance().score());
    values.put("baseline_score", jet.relevance().baseline());
    List<Object> constituents = new ArrayList<>();
    for (int i = 0; i < jet.relevance().integrated().length; i++) {
      double[] at = jet.position(i);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("pt", jet.constituent(i).pt());
      one.put("eta", Double.isFinite(at[0]) ? at[0] : null);
      one.put("phi", at[1]);
      one.put("gradient", jet.relevance().gradient()[i]);
      one.put("integrated_gradient", jet.relevance().integrated()[i]);
      constituents.add(one);
    }
    values.put("constituents", constituents);
    values.put("reference_vectors", jet.references());
    Map<String, Object> gates = new LinkedHashMap<>();
    for (LayerState layer : jet.gated()) {
      gates.put(layer.layer(), rows(layer.gates()));
    }
    values.put("gates", gates);
    return values;
  }

  /** A square matrix, row by row. */
  private static List<double[]> rows(double[] matrix) {
    int n = (int) Math.round(Math.sqrt(matrix.length));
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] row = new double[n];
      System.arraycopy(matrix, i * n, row, 0, n);
      rows.add(row);
    }
    return rows;
  }

  private static Map<String, Object> sample(RelevanceSample sample) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jets", sample.jets());
    values.put("by_rank", shares("rank", sample.byRank()));
    values.put("by_distance", shares("distance", sample.byAngle()));
    values.put("by_subjet", shares("subjet", sample.bySubjet()));
    List<Object> removals = new ArrayList<>();
    for (RelevanceSample.Removed removed : sample.removals()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("constituents", removed.count());
      row.put("jets", removed.jets());
      row.put("relevant", mean(removed.relevant()));
      row.put("hardest", mean(removed.hardest()));
      row.put("random", mean(removed.random()));
      row.put("relevant_moves_more", removed.relevantMovesMore());
      removals.add(row);
    }
    values.put("removals", removals);
    return values;
  }

  private static Map<String, Object> mean(Mean mean) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("mean_abs_score_change", mean.value());
    values.put("standard_error", mean.error());
    return values;
  }

  private static List<Object> shares(String place, List<RelevanceSample.Share> shares) {
    List<Object> rows = new ArrayList<>();
    for (RelevanceSample.Share share : shares) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(place, share.place());
      row.put("relevance", share.relevance());
      row.put("standard_error", share.error());
      row.put("pt", share.pt());
      rows.add(row);
    }
    return rows;
  }
}
