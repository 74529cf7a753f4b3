package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a tagger does to the background's distribution of a variable, such as the jet mass, in which
 * a search looks for a bump: how far the jets that pass a cut are distributed unlike those that
 * fail it (ATLAS, ATL-PHYS-PUB-2018-014).
 *
 * @param variable its name
 * @param unit its unit; empty for a pure number
 * @param edges of the bins; what lies beyond counts in the first and the last
 * @param all background jets in each bin
 * @param cuts the working points
 */
public record Sculpting(
    String variable, String unit, double[] edges, double[] all, List<Cut> cuts) {
  private static final int MOST_BINS = 30;

  /** The part of the jets that may lie beyond the outer edges, on either side. */
  private static final double BEYOND = 0.005;

  /** With fewer jets on one side of a cut, noise is all that the divergence shows. */
  private static final int LEAST_JETS = 25;

  public Sculpting {
    cuts = List.copyOf(cuts);
  }

  /**
   * The background at a working point.
   *
   * @param asked signal efficiency
   * @param passing background jets that pass, in each bin
   * @param divergence Jensen-Shannon divergence of the jets that pass and those that fail, in bits,
   *     less what noise adds to it; empty where there are too few of either
   * @param interval bootstrap's
   */
  public record Cut(
      double asked, double[] passing, Optional<Double> divergence, Optional<Interval> interval) {

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("divergence", divergence.orElse(null));
      json.put("interval", interval.map(Interval::toJson).orElse(null));
      return json;
    }
  }

  /**
   * Looks at a variable of the background.
   *
   * @param values of the variable for each jet; jets whose value is not finite are left out
   * @param figures the tagger's, of two classes
   * @return empty where the background's values are all the same or not finite
   */
  public static Optional<Sculpting> of(
      String variable,
      String unit,
      float[] values,
      TaggerOutput output,
      int[] labels,
      double[] weightsOrNull,
      Evaluation figures) {
    JetChecks.require(0, values.length, 2, labels, weightsOrNull);
    Optional<Bins> bins = Bins.of(values, labels, weightsOrNull);
    if (bins.isEmpty()) {
      return Optional.empty();
    }
    List<Cut> cuts = new ArrayList<>();
    for (int k = 0; k < figures.workingPoints().size(); k++) {
      cuts.add(bins.get().cut(output, new CutJets(figures, k), figures.level()));
    }
    return Optional.of(
        new Sculpting(variable, unit, bins.get().edges(), bins.get().count(j -> true)[0], cuts));
  }

  /**
   * Jets by the bins they are in.
   *
   * @param jets numbers of those that are binned
   * @param low edge of the first bin
   * @param width of each bin
   * @param size number of bins
   */
  record Bins(float[] values, double[] weights, int[] jets, double low, double width, int size) {
    /** The background's bins; empty where its values are all the same or not finite. */
    static Optional<Bins> of(float[] values, int[] labels, double[] weightsOrNull) {
      int[] jets =
          IntStream.range(0, labels.length)
              .filter(j -> labels[j] == 0 && Float.isFinite(values[j]))
              .toArray();
      if (jets.length == 0) {
        return Optional.empty();
      }
      double[] sorted = IntStream.of(jets).mapToDouble(j -> values[j]).sorted().toArray();
      double low = sorted[(int) (BEYOND * (sorted.length - 1))];
      double high = sorted[(int) ((1 - BEYOND) * (sorted.length - 1))];
      if (!(low < high)) {
        return Optional.empty();
      }
      if (DoubleStream.of(sorted).allMatch(value -> value == Math.rint(value))) {
        // Every bin holds as many whole numbers, or it would show steps of its own.
        double width = Math.ceil((high - low + 1) / MOST_BINS);
        int size = (int) Math.ceil((high - low + 1) / width);
        return Optional.of(new Bins(values, weightsOrNull, jets, low - 0.5, width, size));
      }
      return Optional.of(
          new Bins(values, weightsOrNull, jets, low, (high - low) / MOST_BINS, MOST_BINS));
    }

    double[] edges() {
      return IntStream.rangeClosed(0, size).mapToDouble(b -> low + b * width).toArray();
    }

    /** Sums of weights and of their squares in each bin. */
    double[][] count(IntPredicate counts) {
      double[][] sums = new double[2][size];
      for (int j : jets) {
        if (counts.test(j)) {
          int place = (int) Math.floor((values[j] - low) / width);
          int bin = Math.max(0, Math.min(size - 1, place));
          double weight = weights == null ? 1 : weights[j];
          sums[0][bin] += weight;
          sums[1][bin] += weight * weight;
        }
      }
      return sums;
    }

    Cut cut(TaggerOutput output, CutJets cut, double level) {
      double[][] passing = count(j -> cut.passes(output, j));
      double[][] failing = count(j -> !cut.passes(output, j));
      if (effective(passing) < LEAST_JETS || effective(failing) < LEAST_JETS) {
        return new Cut(
            cut.point().efficiencyAsked(), passing[0], Optional.empty(), Optional.empty());
      }
      double found = JensenShannon.divergence(passing[0], failing[0]);
      JetDraws passingJets = new JetDraws(passing[0], passing[1]);
      JetDraws failingJets = new JetDraws(failing[0], failing[1]);
      Bootstrap bootstrap =
          Bootstrap.of(random ->
              JensenShannon.divergence(passingJets.draw(random), failingJets.draw(random)));
      Interval interval = bootstrap.reflected(found, level);
      return new Cut(
          cut.point().efficiencyAsked(),
          passing[0],
          Optional.of(Math.max(0, 2 * found - bootstrap.mean())),
          Optional.of(new Interval(Math.max(0, interval.low()), Math.max(0, interval.high()))));
    }

    private static double effective(double[][] sums) {
      double all = Arrays.stream(sums[0]).sum();
      return all == 0 ? 0 : all / Arrays.stream(sums[1]).sum() * all;
    }
  }

  /** The divergences as JSON values, by signal efficiency. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    cuts.forEach(cut -> json.put(Evaluation.plain(cut.asked()), cut.toJson()));
    return json;
  }
}
