package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A tagger's figures against a variable of the jets, in bins of about as many jets each.
 *
 * @param variable its name
 * @param unit its unit; empty for a pure number
 * @param level confidence level of the intervals
 * @param bins from low to high; one at least
 */
public record Profile(String variable, String unit, double level, List<VariableBin> bins) {
  private static final int MOST_BINS = 10;

  /** Fewer jets than this in a bin say too little to be worth one. */
  private static final int LEAST_JETS = 50;

  public Profile {
    bins = List.copyOf(bins);
  }

  /**
   * Bins jets by a variable.
   *
   * @param values of the variable for each jet; jets whose value is not finite are left out
   * @param figures the tagger's on all the jets
   * @return empty where no value is finite, or all are the same
   */
  public static Optional<Profile> of(
      String variable,
      String unit,
      float[] values,
      TaggerOutput output,
      int[] labels,
      double[] weightsOrNull,
      Evaluation figures) {
    JetChecks.require(0, values.length, output.classes(), labels, weightsOrNull);
    double[] edges = edges(values);
    if (edges.length < 2) {
      return Optional.empty();
    }
    List<CutJets> cuts =
        IntStream.range(0, figures.workingPoints().size())
            .mapToObj(k -> new CutJets(figures, k))
            .toList();
    int[] binOf = new int[values.length];
    int[] sizes = new int[edges.length - 1];
    for (int j = 0; j < values.length; j++) {
      binOf[j] = Float.isFinite(values[j]) ? bin(edges, values[j]) : -1;
      if (binOf[j] >= 0) {
        sizes[binOf[j]]++;
      }
    }
    List<VariableBin> bins = new ArrayList<>();
    for (int b = 0; b < sizes.length; b++) {
      int bin = b;
      int[] jets = IntStream.range(0, values.length).filter(j -> binOf[j] == bin).toArray();
      BinFigures within = new BinFigures(output, labels, weightsOrNull, jets, figures.level());
      if (within.weighs()) {
        bins.add(within.bin(edges[b], edges[b + 1], cuts));
      }
    }
    return bins.isEmpty()
        ? Optional.empty()
        : Optional.of(new Profile(variable, unit, figures.level(), bins));
  }

  /** Quantiles of the values, each once. */
  private static double[] edges(float[] values) {
    double[] sorted =
        IntStream.range(0, values.length)
            .mapToDouble(j -> values[j])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return sorted;
    }
    int bins = Math.max(1, Math.min(MOST_BINS, sorted.length / LEAST_JETS));
    return IntStream.rangeClosed(0, bins)
        .mapToDouble(b -> sorted[(int) ((sorted.length - 1L) * b / bins)])
        .distinct()
        .toArray();
  }

  /** The bin of a value between the outer edges; an inner edge belongs to the bin above it. */
  private static int bin(double[] edges, double value) {
    int place = Arrays.binarySearch(edges, value);
    int above = place >= 0 ? place : -place - 2;
    return Math.min(above, edges.length - 2);
  }

  /** The profile as JSON values. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("unit", unit);
    List<Object> rows = new ArrayList<>();
    bins.forEach(bin -> rows.add(bin.toJson(level)));
    json.put("bins", rows);
    return json;
  }
}
