package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lorentznet.equivariance.Frame;
import org.lorentznet.equivariance.LayerChange;
import org.lorentznet.equivariance.LogitChange;

/**
 * How far a network's logits move when jets are looked at from other frames, or radiate.
 *
 * @param name the network's
 * @param jets how many were looked at
 * @param axis of boosts and rotations
 * @param how jets are given to the network in another frame, for people
 * @param boosts along the axis, the slowest first
 * @param rotations about the axis
 * @param both a rotation about an oblique axis, then each boost
 * @param program the boosts as the published program would see them; empty where it was not asked
 * @param programJets how many jets it was shown
 * @param layers how far each layer is from symmetric in the last frame of {@code both}; empty where
 *     the network does not show its layers
 * @param emissions of a particle more, by kind: fractions with what they change
 * @param facts where this comes from
 */
public record SymmetryReport(
    String name,
    int jets,
    String axis,
    String how,
    List<Seen> boosts,
    List<Seen> rotations,
    List<Seen> both,
    List<Seen> program,
    int programJets,
    List<LayerChange> layers,
    Map<String, List<Emitted>> emissions,
    Map<String, String> facts)
    implements Report {
  private static final String LARGEST = "largest change of a logit";

  /** What a frame changes. */
  public record Seen(Frame frame, LogitChange change) {
    /** Where it is drawn. */
    double rapidity() {
      return Math.log((1 + frame.beta()) * frame.gamma());
    }
  }

  /** What a particle more changes. */
  public record Emitted(double fraction, LogitChange change) {}

  /** The result in a sentence. */
  public String sentence() {
    LogitChange worst = worst();
    return String.format(
        Locale.ROOT,
        "Boosts up to beta = %s, rotations and both together move no logit of %d jets by more than"
            + " %.2g; %s.",
        Numbers.plain(boosts.stream().mapToDouble(s -> s.frame().beta()).max().orElse(0)),
        jets,
        worst.maxAbs(),
        worst.decisionsChanged() == 0
            ? "no decision changes"
            : "up to "
                + worst.decisionsChanged()
                + (worst.decisionsChanged() == 1 ? " decision changes" : " decisions change"));
  }

  private LogitChange worst() {
    return Stream.of(boosts, rotations, both)
        .flatMap(List::stream)
        .map(Seen::change)
        .reduce((a, b) ->
            new LogitChange(
                Math.max(a.maxAbs(), b.maxAbs()),
                Math.max(a.meanAbs(), b.meanAbs()),
                Math.max(a.decisionsChanged(), b.decisionsChanged())))
        .orElseThrow();
  }

  /** Frames, and what the network and the published program make of them. */
  public FigureTable frames() {
    List<String> heading = new ArrayList<>(List.of("frame", "largest", "mean", "decisions"));
    if (!program.isEmpty()) {
      heading.addAll(
          List.of("published program: largest", "mean", "decisions (of " + programJets + " jets)"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < boosts.size(); k++) {
      rows.add(row(boosts.get(k), program.isEmpty() ? null : program.get(k)));
    }
    rotations.forEach(seen -> rows.add(row(seen, null)));
    both.forEach(seen -> rows.add(row(seen, null)));
    return new FigureTable(heading, rows);
  }

  private List<String> row(Seen seen, Seen beside) {
    List<String> row = new ArrayList<>();
    row.add(label(seen.frame()));
    row.addAll(cells(seen.change()));
    if (!program.isEmpty()) {
      row.addAll(beside == null ? List.of("", "", "") : cells(beside.change()));
    }
    return row;
  }

  private static String label(Frame frame) {
    String boost =
        String.format(
            Locale.ROOT, "beta %s, gamma %.4g", Numbers.plain(frame.beta()), frame.gamma());
    String turn = String.format(Locale.ROOT, "rotation by %.3g rad", frame.angle());
    return frame.beta() == 0 ? turn : frame.angle() == 0 ? boost : turn + ", " + boost;
  }

  private static List<String> cells(LogitChange change) {
    return List.of(
        size(change.maxAbs()), size(change.meanAbs()), Long.toString(change.decisionsChanged()));
  }

  private static String size(double change) {
    return change == 0 ? "0" : String.format(Locale.ROOT, "%.2e", change);
  }

  /** How far each layer is from symmetric. */
  public FigureTable layerTable() {
    return new FigureTable(
        List.of("layer", "hidden state", "gate", "coordinates (relative)"),
        layers.stream()
            .map(layer ->
                List.of(
                    layer.layer(),
                    size(layer.hidden()),
                    size(layer.gates()),
                    size(layer.coordinates())))
            .toList());
  }

  /** What a particle more changes. */
  public FigureTable emissionTable() {
    return new FigureTable(
        List.of("emission", "fraction", "largest", "mean", "decisions"),
        emissions.entrySet().stream()
            .flatMap(kind ->
                kind.getValue().stream()
                    .map(emitted -> {
                      List<String> row = new ArrayList<>();
                      row.add(kind.getKey());
                      row.add(Numbers.text(emitted.fraction()));
                      row.addAll(cells(emitted.change()));
                      return row;
                    }))
            .toList());
  }

  @Override
  public void addTo(ReportPage page) {
    page.summary(sentence());
    page.section(
        "frames",
        "Other frames of reference",
        Html.paragraph(
                "Each jet is scored again after boosts along "
                    + axis
                    + ", rotations about it, and a rotation about an oblique axis followed by each"
                    + " boost: "
                    + how
                    + ". Changes are those of logits.")
            + (program.isEmpty() ? "" : Html.paragraph(PROGRAM))
            + Html.charts(List.of(boostChart()))
            + Html.table(frames()));
    if (!layers.isEmpty()) {
      page.section(
          "layers",
          "Layer by layer",
          Html.paragraph(
                  "In the last frame above, hidden states and gates should be what they were, and"
                      + " coordinates should be transformed as the four-momenta are: largest"
                      + " departures, those of coordinates relative to the jet's largest"
                      + " component.")
              + Html.charts(List.of(layerChart()))
              + Html.table(layerTable()));
    }
    if (!emissions.isEmpty()) {
      page.section(
          "emissions",
          "Soft and collinear emissions",
          Html.paragraph(
                  "The strong interaction adds soft particles and splits others collinearly without"
                      + " end. Scores of an infrared and collinear safe tagger would not change in"
                      + " the limit; LorentzNet counts particles and is none. Fractions are of the"
                      + " jet's transverse momentum for a soft particle, of the hardest"
                      + " constituent's four-momentum for a collinear one.")
              + Html.charts(List.of(emissionChart()))
              + Html.table(emissionTable()));
    }
    page.section("provenance", "Where this comes from", Html.facts(facts));
  }

  private static final String PROGRAM =
      "Beside them the published program with the same weights: its arithmetic on four-vectors in"
          + " single precision, its bound of 100 on each component of the coordinate update.";

  @Override
  public Map<String, byte[]> plots() {
    List<Chart> charts = new ArrayList<>(List.of(boostChart()));
    if (!layers.isEmpty()) {
      charts.add(layerChart());
    }
    if (!emissions.isEmpty()) {
      charts.add(emissionChart());
    }
    return Chart.files(charts);
  }

  private Chart boostChart() {
    Map<String, List<double[]>> curves = new LinkedHashMap<>();
    curves.put(name + ", boosted", points(boosts));
    curves.put(name + ", rotated and boosted", points(both));
    if (!program.isEmpty()) {
      curves.put("published program, boosted", points(program));
    }
    return chart(
        "equivariance",
        "Change of logits against the boost",
        "beta = 0.9 is at 1.47, 0.99 at 2.65, 0.999 at 3.80, 0.9999 at 4.95. Where no logit moves"
            + " at all, a point lies below the axis.",
        "rapidity artanh(beta) of the boost",
        LARGEST,
        curves);
  }

  private static List<double[]> points(List<Seen> seen) {
    return seen.stream().map(one -> new double[] {one.rapidity(), one.change().maxAbs()}).toList();
  }

  private Chart layerChart() {
    Map<String, List<double[]>> curves = new LinkedHashMap<>();
    for (String quantity : List.of("hidden states", "gates", "coordinates (relative)")) {
      curves.put(quantity, new ArrayList<>());
    }
    for (int k = 0; k < layers.size(); k++) {
      curves.get("hidden states").add(new double[] {k, layers.get(k).hidden()});
      curves.get("coordinates (relative)").add(new double[] {k, layers.get(k).coordinates()});
      if (k > 0) {
        curves.get("gates").add(new double[] {k, layers.get(k).gates()});
      }
    }
    return chart(
        "equivariance-layers",
        "Departure from symmetry, layer by layer",
        "Layer 0 is the embedding, the others are the blocks.",
        "layer",
        "largest departure",
        curves);
  }

  private Chart emissionChart() {
    Map<String, List<double[]>> curves = new LinkedHashMap<>();
    emissions.forEach((kind, emitted) ->
        curves.put(
            kind,
            emitted.stream()
                .map(one -> new double[] {Math.log10(one.fraction()), one.change().meanAbs()})
                .toList()));
    return chart(
        "emissions",
        "Change of logits by one emission",
        "",
        "log10 of the emitted fraction",
        "mean change of a logit",
        curves);
  }

  /** Curves over a linear axis, values in decades. */
  private static Chart chart(
      String name,
      String title,
      String remark,
      String x,
      String y,
      Map<String, List<double[]>> curves) {
    List<Series> series = new ArrayList<>();
    curves.forEach((label, points) -> series.add(Series.dotted(label, series.size(), points)));
    return new Chart(
        name,
        title,
        remark,
        Axis.around(
            x, curves.values().stream().flatMap(List::stream).mapToDouble(point -> point[0])),
        Axis.decades(
            y, curves.values().stream().flatMap(List::stream).mapToDouble(point -> point[1])),
        series);
  }
}
