package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.app.report.FirstJets;
import org.lorentznet.app.spectra.JetSpectra;
import org.lorentznet.app.spectra.Quantity;
import org.lorentznet.app.spectra.Spectrum;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.Jets;

/** What is in a file of jets: gathered block by block, told in words or as JSON. */
final class JetSummary {
  /** Quantities whose range over all classes stands at the top of the JSON. */
  private static final List<Quantity> RANGES =
      List.of(Quantity.MULTIPLICITY, Quantity.PT, Quantity.MASS);

  /** Of so many classes those without jets are not worth a place each. */
  private static final int MANY_CLASSES = 20;

  private final JetSchema schema;
  private final long[] classCounts;
  private final JetSpectra spectra;
  private final FirstJets first;
  private long jets;

  JetSummary(JetSchema schema) {
    this.schema = schema;
    this.classCounts = new long[schema.classes().size()];
    this.spectra = new JetSpectra(schema.classes());
    this.first = new FirstJets(schema);
  }

  /** Takes a block in. */
  void add(Jets block) {
    first.add(block);
    spectra.add(block);
    block
        .labels()
        .ifPresent(labels -> {
          for (int label : labels) {
            classCounts[label]++;
          }
        });
    jets += block.size();
  }

  /** Number of jets so far. */
  long jets() {
    return jets;
  }

  /** The first jets, one by one. */
  FigureTable firstJets() {
    return first.table();
  }

  /** How each quantity is distributed, class by class. */
  List<Spectrum> spectra() {
    return spectra.spectra();
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
    Map<String, Object> distributions = new LinkedHashMap<>();
    for (Spectrum spectrum : spectra()) {
      String key = spectrum.quantity().key();
      if (RANGES.contains(spectrum.quantity())) {
        json.put(key, spectrum.rangeToJson());
      }
      distributions.put(key, spectrum.toJson());
    }
    json.put("precision", schema.precision().name().toLowerCase(Locale.ROOT));
    json.put("constituent_columns", schema.constituentFeatures());
    json.put("jet_columns", schema.jetFeatures());
    json.put("distributions", distributions);
    return json;
  }

  /** Names and what they stand for, in the order to be shown. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", schema.source());
    facts.put("layout", schema.layout());
    facts.put("jets", count());
    facts.put("classes", classes());
    facts.put(
        "four-momenta",
        schema.precision() == Jets.Precision.FLOAT32 ? "single precision" : "double precision");
    facts.put("constituent columns", listed(schema.constituentFeatures()));
    facts.put("jet columns", listed(schema.jetFeatures()));
    return facts;
  }

  private String count() {
    OptionalLong all = schema.jets();
    return all.isPresent() && all.getAsLong() != jets
        ? "the first " + jets + " of " + all.getAsLong()
        : Long.toString(jets);
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
