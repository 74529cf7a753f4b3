package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Every class of an evaluation against the rest and against every other. */
final class ClassSeparations {
  private final TaggerOutput output;
  private final int[] labels;
  private final double[] weights;
  private final List<Double> efficiencies;
  private final double level;
  // Classes that have jets: figures of the others are not defined and left out.
  private final int[] present;

  ClassSeparations(
      TaggerOutput output,
      int[] labels,
      double[] weightsOrNull,
      List<Double> efficiencies,
      double level) {
    this.output = output;
    this.labels = labels;
    this.weights = weightsOrNull;
    this.efficiencies = efficiencies;
    this.level = level;
    double[] sums = new double[output.classes()];
    for (int j = 0; j < labels.length; j++) {
      sums[labels[j]] += weights == null ? 1 : weights[j];
    }
    present = IntStream.range(0, sums.length).filter(c -> sums[c] > 0).toArray();
    if (present.length < 2) {
      throw new BadScoresException(
          "all jets have label "
              + Arrays.toString(present)
              + ": an AUC needs jets of two classes or more");
    }
  }

  AucInterval meanAuc() {
    return MeanPairwiseAuc.of(output, labels, weights, present, level);
  }

  List<Separation> againstRest() {
    int[] all = IntStream.range(0, labels.length).toArray();
    List<Separation> separations = new ArrayList<>();
    for (int c : present) {
      separations.add(separation(c, OptionalInt.empty(), all));
    }
    return separations;
  }

  List<Separation> pairwise() {
    List<Separation> separations = new ArrayList<>();
    for (int a : present) {
      for (int b : present) {
        if (a != b) {
          int[] jets =
              IntStream.range(0, labels.length)
                  .filter(j -> labels[j] == a || labels[j] == b)
                  .toArray();
          separations.add(separation(a, OptionalInt.of(b), jets));
        }
      }
    }
    return separations;
  }

  private Separation separation(int signal, OptionalInt background, int[] jets) {
    double[] scores = new double[jets.length];
    int[] isSignal = new int[jets.length];
    double[] jetWeights = weights == null ? null : new double[jets.length];
    for (int k = 0; k < jets.length; k++) {
      int j = jets[k];
      scores[k] =
          background.isPresent()
              ? output.score(j, signal, background.getAsInt())
              : output.score(j, signal);
      isSignal[k] = labels[j] == signal ? 1 : 0;
      if (jetWeights != null) {
        jetWeights[k] = weights[j];
      }
    }
    RocCurve roc = RocCurve.of(scores, isSignal, jetWeights).withThresholds(output::onUsersScale);
    return Separation.of(signal, background, roc, efficiencies, level);
  }
}
