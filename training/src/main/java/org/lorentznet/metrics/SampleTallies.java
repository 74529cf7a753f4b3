package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** All that an evaluation counts of a sample when it goes through it first. */
final class SampleTallies {
  final ConfusionMatrix.Tally confusion;
  final CrossEntropy.Tally loss = new CrossEntropy.Tally();
  final Reliability.Tally reliability;
  final ClassScores scores;

  /** Of several classes. */
  final Optional<PairScores> pairs;

  private final Optional<ScoreDistribution.Tally> trueClass;
  private final long jets;
  private DoubleUnaryOperator usersScale = DoubleUnaryOperator.identity();

  SampleTallies(ScoredSample sample) {
    int classes = sample.classes();
    boolean weighted = sample.weighted();
    boolean several = classes > 2;
    confusion = new ConfusionMatrix.Tally(classes, weighted);
    reliability = new Reliability.Tally(weighted);
    scores = new ClassScores(classes, weighted);
    pairs = several ? Optional.of(new PairScores(classes, weighted)) : Optional.empty();
    trueClass = several ? Optional.of(new ScoreDistribution.Tally(classes)) : Optional.empty();
    List<JetTally> tallies = new ArrayList<>(List.of(confusion, loss, reliability, scores));
    pairs.ifPresent(tallies::add);
    trueClass.ifPresent(tallies::add);
    tallies.add(block -> usersScale = block.output()::onUsersScale);
    jets = JetTally.count(sample, tallies.toArray(JetTally[]::new));
  }

  long jets() {
    return jets;
  }

  /** From scores to what users cut on. */
  DoubleUnaryOperator usersScale() {
    return usersScale;
  }

  /**
   * How the scores are distributed.
   *
   * @param curve of two classes
   */
  ScoreDistribution distribution(Optional<RocCurve> curve) {
    return trueClass
        .map(ScoreDistribution.Tally::distribution)
        .orElseGet(() -> ScoreDistribution.of(curve.orElseThrow()));
  }
}
