package org.lorentznet.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.lorentznet.explanation.Relevance;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;
import org.lorentznet.network.LayerState;

/**
 * A jet with what its score rests on.
 *
 * @param number in its source
 * @param caption e.g. {@code top, score 4.2}
 * @param jets the block that holds it
 * @param place its place in the block
 * @param relevance of its constituents
 * @param references how many reference vectors come before them in the layers
 * @param layers what they hold of it
 */
public record ExplainedJet(
    long number,
    String caption,
    Jets jets,
    int place,
    Relevance relevance,
    int references,
    List<LayerState> layers) {
  /** The strongest gates that are drawn. */
  private static final int EDGES = 60;

  private static final double LEAST_REACH = 0.8;
  private static final double LARGEST = 55;
  private static final double SMALLEST = 2.5;

  private int constituents() {
    return jets.multiplicity(place);
  }

  /** The four-momentum of a constituent. */
  public FourMomentum constituent(int i) {
    double[] p = jets.fourMomenta();
    int at = 4 * (jets.offset(place) + i);
    return new FourMomentum(p[at], p[at + 1], p[at + 2], p[at + 3]);
  }

  /** Distance from the axis in pseudorapidity and in azimuth. */
  public double[] position(int i) {
    FourMomentum axis = jets.momentum(place);
    FourMomentum p = constituent(i);
    return new double[] {
      p.eta() - axis.eta(), Math.IEEEremainder(p.phi() - axis.phi(), 2 * Math.PI)
    };
  }

  /** How much constituents i and j listen to each other, mean of both directions, in a layer. */
  public double gate(LayerState layer, int i, int j) {
    int n = references + constituents();
    int a = references + i;
    int b = references + j;
    return (layer.gates()[a * n + b] + layer.gates()[b * n + a]) / 2;
  }

  /** The layers that have gates. */
  public List<LayerState> gated() {
    return layers.stream().filter(layer -> layer.gates().length > 0).toList();
  }

  private int[] byPt() {
    return IntStream.range(0, constituents())
        .filter(i -> Double.isFinite(position(i)[0]))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -constituent(i).pt()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  String html() {
    return chart().html()
        + "<details><summary>Constituents in numbers</summary>"
        + Html.table(table())
        + "</details>\n";
  }

  Chart chart() {
    int[] order = byPt();
    double reach = LEAST_REACH;
    for (int i : order) {
      double[] at = position(i);
      reach =
          Math.max(reach, 1.05 * Math.max(Math.abs(at[0]) / Chart.fieldRatio(), Math.abs(at[1])));
    }
    List<Series> series = new ArrayList<>();
    List<LayerState> gated = gated();
    series.add(links("strongest gates, mean of blocks", order, gated));
    for (LayerState layer : gated) {
      series.add(links(layer.layer(), order, List.of(layer)).switchedOff());
    }
    series.add(discs(order));
    double wide = reach * Chart.fieldRatio();
    return new Chart(
        "jet-" + number,
        "Jet " + number + ": " + caption,
        "Areas grow with pT. Filled the more, the more relevant; full outlines speak for the class,"
            + " dashed ones against it. Lines: the "
            + EDGES
            + " strongest gates between constituents.",
        new Axis("pseudorapidity from the axis", -wide, wide, false),
        new Axis("azimuth from the axis", -reach, reach, false),
        series);
  }

  /** The strongest links between constituents, means over layers. */
  private Series links(String name, int[] order, List<LayerState> over) {
    record Link(int i, int j, double gate) {}
    List<Link> links = new ArrayList<>();
    for (int a = 0; a < order.length; a++) {
      for (int b = a + 1; b < order.length; b++) {
        double gate = 0;
        for (LayerState layer : over) {
          gate += gate(layer, order[a], order[b]) / over.size();
        }
        links.add(new Link(order[a], order[b], gate));
      }
    }
    links.sort(Comparator.comparingDouble((Link link) -> -link.gate()));
    return new Series(
        name,
        6,
        true,
        List.of(
            new Series.Links(
                links.stream()
                    .limit(EDGES)
                    .map(link -> {
                      double[] from = position(link.i());
                      double[] to = position(link.j());
                      return new double[] {from[0], from[1], to[0], to[1], link.gate()};
                    })
                    .toList())),
        List.of());
  }

  private Series discs(int[] order) {
    double largest = 0;
    double all = 0;
    for (int i : order) {
      largest = Math.max(largest, Math.abs(relevance.integrated()[i]));
      all += constituent(i).pt();
    }
    List<Series.Disc> discs = new ArrayList<>();
    for (int rank = 0; rank < order.length; rank++) {
      int i = order[rank];
      double[] at = position(i);
      double radius = Math.max(SMALLEST, LARGEST * Math.sqrt(constituent(i).pt() / all));
      discs.add(
          new Series.Disc(
              at[0],
              at[1],
              radius,
              largest == 0 ? 0 : relevance.integrated()[i] / largest,
              String.format(
                  Locale.ROOT,
                  "constituent %d by pT: %.3g GeV, relevance %+.3g, gradient %+.3g",
                  rank + 1,
                  constituent(i).pt(),
                  relevance.integrated()[i],
                  relevance.gradient()[i])));
    }
    return new Series("constituents", 1, true, List.of(new Series.Discs(discs)), List.of());
  }

  private FigureTable table() {
    List<List<String>> rows = new ArrayList<>();
    int[] order = byPt();
    for (int rank = 0; rank < order.length; rank++) {
      int i = order[rank];
      double[] at = position(i);
      rows.add(
          List.of(
              Integer.toString(rank + 1),
              String.format(Locale.ROOT, "%.4g", constituent(i).pt()),
              String.format(Locale.ROOT, "%.3f", at[0]),
              String.format(Locale.ROOT, "%.3f", at[1]),
              String.format(Locale.ROOT, "%+.4f", relevance.integrated()[i]),
              String.format(Locale.ROOT, "%+.4f", relevance.gradient()[i])));
    }
    return new FigureTable(
        List.of("by pT", "pT [GeV]", "eta", "phi", "integrated gradient", "gradient"), rows);
  }
}
