package org.lorentznet.app.command;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;

/** What is in a file of jets: gathered block by block, told in words or as JSON. */
final class JetSummary {
  /** A quantity's least, mean and greatest value. */
  private static final class Range {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double sum;

    void add(double value) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      sum += value;
    }

    Map<String, Object> toJson(long count) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("min", count == 0 ? null : low);
      json.put("mean", count == 0 ? null : sum / count);
      json.put("max", count == 0 ? null : high);
      return json;
    }

    String text(long count, String unit) {
      return count == 0
          ? "-"
          : String.format(
              Locale.ROOT,
              "%s to %s%s, mean %s%s",
              rounded(low),
              rounded(high),
              unit,
              rounded(sum / count),
              unit);
    }
  }

  private static String rounded(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** Of so many classes those without jets are not worth a place each. */
  private static final int MANY_CLASSES = 20;

  private final JetSchema schema;
  private final long[] classCounts;
  private final Range multiplicity = new Range();
  private final Range transverseMomentum = new Range();
  private final Range mass = new Range();
  private long jets;

  JetSummary(JetSchema schema) {
    this.schema = schema;
    this.classCounts = new long[schema.classes().size()];
  }

  /** Takes a block in. */
  void add(Jets block) {
    double[] p = block.fourMomenta();
    for (int j = 0; j < block.size(); j++) {
      double e = 0;
      double px = 0;
      double py = 0;
      double pz = 0;
      for (int row = block.offset(j); row < block.offset(j + 1); row++) {
        e += p[4 * row];
        px += p[4 * row + 1];
        py += p[4 * row + 2];
        pz += p[4 * row + 3];
      }
      multiplicity.add(block.multiplicity(j));
      transverseMomentum.add(Math.hypot(px, py));
      mass.add(new FourMomentum(e, px, py, pz).mass());
    }
    block
        .labels()
        .ifPresent(labels -> {
          for (int label : labels) {
            classCounts[label]++;
          }
        });
    jets += block.size();
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "data");
    json.put("file", schema.source());
    json.put("layout", schema.layout());
    json.put("jets", jets);
    Map<String, Object> classes = new LinkedHashMap<>();
    for (int c = 0; c < classCounts.length; c++) {
      classes.put(schema.classes().get(c), classCounts[c]);
    }
    json.put("classes", classes);
    json.put("multiplicity", multiplicity.toJson(jets));
    json.put("pt", transverseMomentum.toJson(jets));
    json.put("mass", mass.toJson(jets));
    json.put("precision", schema.precision().name().toLowerCase(Locale.ROOT));
    json.put("constituent_columns", schema.constituentFeatures());
    json.put("jet_columns", schema.jetFeatures());
    return json;
  }

  /** Names and what they stand for, in the order to be shown. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", schema.source());
    facts.put("layout", schema.layout());
    facts.put("jets", Long.toString(jets));
    facts.put("classes", classes());
    facts.put("constituents a jet", multiplicity.text(jets, ""));
    facts.put("jet pT", transverseMomentum.text(jets, " GeV"));
    facts.put("jet mass", mass.text(jets, " GeV"));
    facts.put(
        "four-momenta",
        schema.precision() == Jets.Precision.FLOAT32 ? "single precision" : "double precision");
    facts.put("constituent columns", listed(schema.constituentFeatures()));
    facts.put("jet columns", listed(schema.jetFeatures()));
    return facts;
  }

  private String classes() {
    List<String> texts = new ArrayList<>();
    int left = 0;
    for (int c = 0; c < classCounts.length; c++) {
      String name = schema.classes().get(c);
      String number = name.equals(Integer.toString(c)) ? "" : c + " = ";
      if (classCounts[c] == 0 && classCounts.length > MANY_CLASSES) {
        left++;
      } else {
        texts.add(number + name + ": " + classCounts[c]);
      }
    }
    if (left > 0) {
      texts.add(left + " others: 0");
    }
    return texts.isEmpty() ? "none: the jets are not labelled" : String.join(", ", texts);
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
