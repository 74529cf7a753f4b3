package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Two taggers on the same jets. Their figures fluctuate together, so a difference is known far
 * better than two separate intervals tell.
 *
 * @param accuracy difference of the accuracies, of first minus second
 * @param auc difference of the areas under the ROC curve
 * @param rejections ratios of background rejections; empty for several classes
 */
public record PairedComparison(
    PairedDifference accuracy, PairedDifference auc, List<PairedRejection> rejections) {
  public PairedComparison {
    rejections = List.copyOf(rejections);
  }

  /**
   * Compares two taggers.
   *
   * @param first what the first says of each jet
   * @param firstFigures its evaluation on these jets
   * @param second what the second says
   * @param secondFigures its evaluation, at the same signal efficiencies
   * @param labels each jet's class
   * @param weightsOrNull a jet's weight; null counts every jet once
   * @throws org.lorentznet.errors.MismatchException where the taggers have not scored as many jets,
   *     or differ in their number of classes
   */
  public static PairedComparison of(
      TaggerOutput first,
      Evaluation firstFigures,
      TaggerOutput second,
      Evaluation secondFigures,
      int[] labels,
      double[] weightsOrNull) {
    double level = firstFigures.level();
    JetChecks.require(first.jets(), first.classes(), labels, weightsOrNull);
    JetChecks.require(second.jets(), first.classes(), labels, weightsOrNull);
    JetChecks.requireSameClasses(first, second);
    List<PairedRejection> rejections = new ArrayList<>();
    for (int k = 0; k < firstFigures.workingPoints().size(); k++) {
      rejections.add(
          new RejectionPair(
                  new CutJets(first, firstFigures, k),
                  new CutJets(second, secondFigures, k),
                  labels,
                  weightsOrNull)
              .compare(level));
    }
    return new PairedComparison(
        accuracy(first, second, labels, weightsOrNull, level),
        auc(first, second, labels, weightsOrNull, level),
        rejections);
  }

  static PairedDifference auc(
      TaggerOutput first, TaggerOutput second, int[] labels, double[] weights, double level) {
    int[] present =
        IntStream.range(0, first.classes())
            .filter(c -> IntStream.of(labels).anyMatch(label -> label == c))
            .toArray();
    AucContributions difference =
        AucContributions.of(first, labels, weights, present)
            .lessThan(AucContributions.of(second, labels, weights, present));
    return normal(difference.missing(), difference.variance(), level, "DeLong, paired");
  }

  static PairedDifference accuracy(
      TaggerOutput first, TaggerOutput second, int[] labels, double[] weights, double level) {
    long firstOnly = 0;
    long secondOnly = 0;
    double sum = 0;
    double squares = 0;
    double all = 0;
    for (int j = 0; j < labels.length; j++) {
      double weight = weights == null ? 1 : weights[j];
      boolean one = first.predicted(j) == labels[j];
      boolean other = second.predicted(j) == labels[j];
      all += weight;
      if (one != other) {
        firstOnly += one ? 1 : 0;
        secondOnly += other ? 1 : 0;
        sum += one ? weight : -weight;
        squares += weight * weight;
      }
    }
    if (weights != null) {
      return normal(sum / all, squares / (all * all), level, "sandwich, paired");
    }
    // A. Agresti, Y. Min, Statist. Med. 24 (2005) 729: half a jet more in each of the four cells.
    double more = all + 2;
    double centre = sum / more;
    double half =
        StandardNormal.deviations(level)
            * Math.sqrt(firstOnly + secondOnly + 1 - sum * sum / more)
            / more;
    return new PairedDifference(
        sum / all,
        new Interval(centre - half, centre + half),
        new McNemar(firstOnly, secondOnly).pValue(),
        "Agresti-Min; McNemar's exact test");
  }

  private static PairedDifference normal(
      double difference, double variance, double level, String method) {
    if (!(variance > 0)) {
      // The same on every jet, or a single jet of a class, from which nothing follows.
      boolean same = difference == 0 && variance == 0;
      double reach = same ? 0 : Double.POSITIVE_INFINITY;
      return new PairedDifference(
          difference, new Interval(difference - reach, difference + reach), 1, method);
    }
    double error = Math.sqrt(variance);
    double half = StandardNormal.deviations(level) * error;
    return new PairedDifference(
        difference,
        new Interval(difference - half, difference + half),
        StandardNormal.twoSided(difference / error),
        method);
  }

  /** The comparison as JSON values. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accuracy", accuracy.toJson());
    json.put("auc", auc.toJson());
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (PairedRejection rejection : rejections) {
      ratios.put(Evaluation.plain(rejection.efficiency()), rejection.toJson());
    }
    json.put("rejection_ratio", ratios);
    return json;
  }
}
