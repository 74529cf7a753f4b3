package org.lorentznet.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.lorentznet.app.report.PublishedTagger;
import org.lorentznet.app.report.Spread;
import org.lorentznet.app.report.StudyTable;
import org.lorentznet.app.report.StudyTable.Quantity;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

/** From what was measured of each cell's model to a table. */
public final class StudyResults {
  private static final List<Quantity> FIGURES =
      List.of(
          new Quantity("accuracy", "accuracy", "%.4f", false),
          new Quantity("auc", "AUC", "%.5f", false),
          new Quantity("rejection_0.5", "1/eB at eS = 0.5", "%.0f", true),
          new Quantity("rejection_0.3", "1/eB at eS = 0.3", "%.0f", true));

  private static final String PAPER = "LorentzNet, arXiv 2201.08187 (reference set, 1.2M jets)";

  private StudyResults() {}

  /** What a table tells. */
  public sealed interface Layout {
    /** Of the study. */
    String title();

    /**
     * Accuracy, AUC and rejections at each place of the grid.
     *
     * @param variable what places differ in
     */
    record Figures(String title, String variable, StudyTable.Scale scale) implements Layout {}

    /** Accuracy and AUC in bins of the number of constituents. */
    record Multiplicity(String title) implements Layout {}

    /** How far logits move under boosts. */
    record Boosts(String title) implements Layout {}
  }

  /**
   * The table of a study that is complete.
   *
   * @throws UserException where a result cannot be read
   */
  public static StudyTable table(
      Layout layout, Study study, List<Cell> cells, Study.Measurement measurement) {
    Map<Cell, JsonObject> results = new LinkedHashMap<>();
    cells.forEach(cell -> results.put(cell, read(study.result(cell, measurement))));
    return switch (layout) {
      case Layout.Figures figures -> figures(figures, results);
      case Layout.Multiplicity multiplicity -> multiplicity(multiplicity, results);
      case Layout.Boosts boosts -> boosts(boosts, results);
    };
  }

  private static JsonObject read(Path file) {
    try {
      return new JsonObject(file.toString(), Json.parseObject(Files.readString(file)));
    } catch (IOException e) {
      throw new UserException(file + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }

  /** Values of each column of a row that is being gathered. */
  private static final class Gathered {
    private final double x;
    private final List<List<Double>> columns = new ArrayList<>();

    Gathered(double x, int quantities) {
      this.x = x;
      for (int q = 0; q < quantities; q++) {
        columns.add(new ArrayList<>());
      }
    }

    void add(int column, OptionalDouble value) {
      value.ifPresent(columns.get(column)::add);
    }

    StudyTable.Row row(String name) {
      return new StudyTable.Row(name, x, columns.stream().map(Spread::new).toList());
    }
  }

  private static List<StudyTable.Row> rows(Map<String, Gathered> gathered) {
    return gathered.entrySet().stream().map(entry -> entry.getValue().row(entry.getKey())).toList();
  }

  private static OptionalDouble number(JsonObject json, String key) {
    return json.has(key) ? OptionalDouble.of(json.number(key)) : OptionalDouble.empty();
  }

  private static StudyTable figures(Layout.Figures layout, Map<Cell, JsonObject> results) {
    Map<String, Gathered> gathered = new LinkedHashMap<>();
    results.forEach((cell, json) -> {
      Gathered row =
          gathered.computeIfAbsent(cell.place(), p -> new Gathered(cell.x(), FIGURES.size()));
      row.add(0, number(json, "accuracy"));
      row.add(1, number(json, "auc"));
      if (json.has("rejection")) {
        JsonObject rejections = json.object("rejection");
        row.add(2, rejection(rejections, "0.5"));
        row.add(3, rejection(rejections, "0.3"));
      }
    });
    return new StudyTable(
        layout.title(),
        layout.variable(),
        layout.scale(),
        FIGURES,
        rows(gathered),
        published(results));
  }

  /** Empty where no background passed. */
  private static OptionalDouble rejection(JsonObject rejections, String efficiency) {
    return rejections.has(efficiency)
        ? number(rejections.object(efficiency), "value")
        : OptionalDouble.empty();
  }

  /** The paper's figures, for the classes that it has. */
  private static List<StudyTable.Printed> published(Map<Cell, JsonObject> results) {
    Map<String, Object> counts =
        results.values().iterator().next().object("class_counts").members();
    List<PublishedTagger> taggers =
        counts.containsKey("top")
            ? PublishedTagger.TOP
            : counts.containsKey("quark") ? PublishedTagger.QUARK_GLUON : List.of();
    return taggers.stream()
        .filter(tagger -> tagger.name().equals("LorentzNet"))
        .map(tagger ->
            new StudyTable.Printed(
                counts.containsKey("top") ? PAPER : "LorentzNet, arXiv 2201.08187 (reference set)",
                List.of(
                    tagger.accuracy(), tagger.auc(), tagger.at50().text(), tagger.at30().text()),
                List.of(
                    OptionalDouble.of(Double.parseDouble(tagger.accuracy())),
                    OptionalDouble.of(Double.parseDouble(tagger.auc())),
                    tagger.at50().value(),
                    tagger.at30().value())))
        .toList();
  }

  private static StudyTable multiplicity(
      Layout.Multiplicity layout, Map<Cell, JsonObject> results) {
    Map<String, Gathered> gathered = new LinkedHashMap<>();
    results.forEach((cell, json) -> {
      for (JsonObject bin : json.object("profiles").object("multiplicity").objects("bins")) {
        double low = bin.number("low");
        double high = bin.number("high");
        Gathered row =
            gathered.computeIfAbsent(
                Math.round(low) + " to " + Math.round(high),
                name -> new Gathered((low + high) / 2, 2));
        row.add(0, number(bin, "accuracy"));
        row.add(1, number(bin, "auc"));
      }
    });
    return new StudyTable(
        layout.title(),
        "constituents",
        StudyTable.Scale.LINEAR,
        FIGURES.subList(0, 2),
        rows(gathered),
        List.of());
  }

  private static StudyTable boosts(Layout.Boosts layout, Map<Cell, JsonObject> results) {
    Map<String, Gathered> gathered = new LinkedHashMap<>();
    results.forEach((cell, json) -> {
      for (JsonObject boost : json.objects("boosts")) {
        Gathered row =
            gathered.computeIfAbsent(
                String.format(
                    Locale.ROOT,
                    "%.4g (beta = %s)",
                    boost.number("gamma"),
                    boost.members().get("beta")),
                name -> new Gathered(boost.number("gamma"), 2));
        row.add(0, number(boost, "max_abs_logit_change"));
        row.add(1, number(boost, "mean_abs_logit_change"));
      }
    });
    return new StudyTable(
        layout.title(),
        "gamma of the boost",
        StudyTable.Scale.LOGARITHMIC,
        List.of(
            new Quantity("max_abs_logit_change", "largest change of a logit", "%.2e", true),
            new Quantity("mean_abs_logit_change", "mean change of a logit", "%.2e", true)),
        rows(gathered),
        List.of());
  }
}
