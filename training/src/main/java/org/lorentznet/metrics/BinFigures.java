package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Figures of some of the jets.
 *
 * @param jets their numbers
 */
record BinFigures(
    TaggerOutput output, int[] labels, double[] weightsOrNull, int[] jets, double level) {

  /** Whether the jets have any weight. */
  boolean weighs() {
    return count(j -> true, j -> true).isPresent();
  }

  VariableBin bin(double low, double high, List<CutJets> cuts) {
    List<VariableBin.Efficiencies> efficiencies = new ArrayList<>();
    for (CutJets cut : cuts) {
      efficiencies.add(
          new VariableBin.Efficiencies(
              cut.point().efficiencyAsked(),
              count(j -> labels[j] == 1, j -> cut.passes(output, j)),
              count(j -> labels[j] == 0, j -> cut.passes(output, j))));
    }
    return new VariableBin(
        low,
        high,
        jets.length,
        count(j -> true, j -> output.predicted(j) == labels[j]).orElseThrow(),
        auc(),
        efficiencies);
  }

  private Optional<AucInterval> auc() {
    if (output.classes() != 2
        || count(j -> labels[j] == 0, j -> true).isEmpty()
        || count(j -> labels[j] == 1, j -> true).isEmpty()) {
      return Optional.empty();
    }
    RocCurve curve =
        RocCurve.of(
            IntStream.of(jets).mapToDouble(j -> output.score(j, 1)).toArray(),
            IntStream.of(jets).map(j -> labels[j]).toArray(),
            weightsOrNull == null
                ? null
                : IntStream.of(jets).mapToDouble(j -> weightsOrNull[j]).toArray());
    return Optional.of(AucInterval.of(curve, level));
  }

  /** How many of the jets that count pass; empty where none has weight. */
  private Optional<BinomialCount> count(IntPredicate counts, IntPredicate passes) {
    double passing = 0;
    double passingSquares = 0;
    double all = 0;
    double allSquares = 0;
    for (int j : jets) {
      if (counts.test(j)) {
        double weight = weightsOrNull == null ? 1 : weightsOrNull[j];
        all += weight;
        allSquares += weight * weight;
        if (passes.test(j)) {
          passing += weight;
          passingSquares += weight * weight;
        }
      }
    }
    if (!(all > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        weightsOrNull == null
            ? new BinomialCount(passing, all)
            : BinomialCount.effective(passing, passingSquares, all, allSquares));
  }
}
