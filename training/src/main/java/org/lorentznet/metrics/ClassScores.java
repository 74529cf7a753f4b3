package org.lorentznet.metrics;

import java.util.stream.IntStream;

/**
 * How the jets of all classes are distributed in the score for each class against the rest; of two
 * classes in the score for the signal.
 */
final class ClassScores implements JetTally {
  private final int classes;
  private final int[] ranked;
  private final ScoreTally[] scores;

  ClassScores(int classes, boolean weighted) {
    this.classes = classes;
    // Of two classes both scores say the same.
    ranked = classes == 2 ? new int[] {1} : IntStream.range(0, classes).toArray();
    scores = new ScoreTally[classes];
    for (int a : ranked) {
      scores[a] = new ScoreTally(classes, weighted, ScoreTally.MOST_NUMBERS / ranked.length);
    }
  }

  @Override
  public void add(ScoredBlock block) {
    double[] ofBlock = new double[block.jets()];
    for (int a : ranked) {
      for (int j = 0; j < ofBlock.length; j++) {
        ofBlock[j] = block.output().score(j, a);
      }
      scores[a].add(ofBlock, block.labels(), block.weightsOrNull());
    }
  }

  /**
   * The classes whose jets have any weight.
   *
   * @throws BadScoresException where these are fewer than two
   */
  int[] present() {
    ScoreTally any = scores[ranked[0]];
    int[] present = IntStream.range(0, classes).filter(c -> any.total(c) > 0).toArray();
    if (present.length < 2) {
      throw new BadScoresException(
          (present.length == 0
                  ? "no jet has any weight"
                  : "all jets with any weight have label " + present[0])
              + ": an AUC needs jets of two classes or more");
    }
    return present;
  }

  /** The curve of two classes. */
  RocCurve curve() {
    return scores[1].curve(1, 0);
  }

  /** The curve of a class against all others. */
  RocCurve againstRest(int signal) {
    return scores[signal].curve(
        signal, IntStream.range(0, classes).filter(c -> c != signal).toArray());
  }

  /** What jets take from the areas of each class against each other. */
  Misplacements misplacements() {
    ScoreTally.Ranks[] ranks = new ScoreTally.Ranks[classes];
    for (int a : ranked) {
      ranks[a] = scores[a].ranks();
    }
    return new Misplacements(ranks, present());
  }
}
