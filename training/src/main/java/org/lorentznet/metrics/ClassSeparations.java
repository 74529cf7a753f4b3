package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;

/**
 * Every class of an evaluation against the rest and against every other. Classes without jets are
 * left out: their figures are not defined.
 *
 * @param scores of each class against the rest
 * @param pairs scores of each class against each other
 * @param usersScale of scores
 * @param efficiencies of the signal, at which to tell rejections
 * @param level of intervals
 */
record ClassSeparations(
    ClassScores scores,
    PairScores pairs,
    DoubleUnaryOperator usersScale,
    List<Double> efficiencies,
    double level) {

  List<Separation> againstRest() {
    List<Separation> separations = new ArrayList<>();
    for (int c : scores.present()) {
      separations.add(separation(c, OptionalInt.empty(), scores.againstRest(c)));
    }
    return separations;
  }

  List<Separation> pairwise() {
    List<Separation> separations = new ArrayList<>();
    for (int a : scores.present()) {
      for (int b : scores.present()) {
        if (a != b) {
          separations.add(separation(a, OptionalInt.of(b), pairs.curve(a, b)));
        }
      }
    }
    return separations;
  }

  private Separation separation(int signal, OptionalInt background, RocCurve curve) {
    return Separation.of(signal, background, curve.withThresholds(usersScale), efficiencies, level);
  }
}
