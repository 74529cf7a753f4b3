package org.lorentznet.metrics;

/**
 * What each jet takes from the area under a tagger's ROC curve, or from the mean of the areas over
 * ordered pairs of classes (a, b), which is the probability that a jet of a has a higher p_a than a
 * jet of b. DeLong's variance of an area, of a mean of areas and of a difference of two is the
 * variance of these contributions within each class; a jet's contributions to all areas are added
 * up, so that correlations between them are in it.
 *
 * @param ranks of the score for each class; null where it has none of its own
 * @param present classes with jets, 2 or more
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied
record Misplacements(ScoreTally.Ranks[] ranks, int[] present) {
  /** How many areas there are. */
  double areas() {
    return ranks[0] == null ? 1 : present.length * (present.length - 1.0);
  }

  /** What a jet takes from them. */
  double of(TaggerOutput output, int jet, int label) {
    double misplaced = 0;
    for (int a : present) {
      if (ranks[a] == null) {
        continue;
      }
      int place = ranks[a].place(output.score(jet, a));
      if (a != label) {
        misplaced += ranks[a].below(a, place);
        continue;
      }
      for (int b : present) {
        if (b != a) {
          misplaced += 1 - ranks[a].below(b, place);
        }
      }
    }
    return misplaced;
  }
}
