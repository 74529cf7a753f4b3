package org.lorentznet.metrics;

/**
 * The AUC of a tagger of several classes: the mean over ordered pairs of classes (a, b) of the
 * probability that a jet of a has a higher p_a than a jet of b (D. J. Hand, R. J. Till, Machine
 * Learning 45 (2001) 171), which papers on jets of many classes quote. Its variance is DeLong's for
 * a mean of areas.
 */
final class MeanPairwiseAuc {
  private MeanPairwiseAuc() {}

  /** The area over the classes that have jets; goes through the sample twice. */
  static AucInterval of(ScoredSample sample, double level) {
    ClassScores scores = new ClassScores(sample.classes(), sample.weighted());
    JetTally.count(sample, scores);
    return of(sample, scores, level);
  }

  /**
   * The area where the jets' scores are known; goes through the sample once.
   *
   * @param scores of this sample
   */
  static AucInterval of(ScoredSample sample, ClassScores scores, double level) {
    Misplacements taken = scores.misplacements();
    AreaTally areas = new AreaTally(sample.classes(), taken);
    JetTally.count(
        sample,
        block -> {
          for (int j = 0; j < block.jets(); j++) {
            int label = block.labels()[j];
            areas.add(label, taken.of(block.output(), j, label), block.weight(j));
          }
        });
    AucInterval made =
        AucInterval.of(Math.max(0, 1 - areas.missing()), areas.variance(), areas.fewest(), level);
    return new AucInterval(
        made.auc(),
        made.standardError(),
        made.interval(),
        level,
        made.method() + ", mean over pairs of classes");
  }
}
