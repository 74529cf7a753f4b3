package org.lorentznet.metrics;

/**
 * The AUC of a tagger of several classes: the mean over ordered pairs of classes (a, b) of the
 * probability that a jet of a has a higher p_a than a jet of b (D. J. Hand, R. J. Till, Machine
 * Learning 45 (2001) 171), which papers on jets of many classes quote. Its variance is DeLong's for
 * a mean of areas.
 */
final class MeanPairwiseAuc {
  private MeanPairwiseAuc() {}

  /**
   * The area over the classes that have jets.
   *
   * @param present classes with jets, 2 or more
   */
  static AucInterval of(
      TaggerOutput output, int[] labels, double[] weightsOrNull, int[] present, double level) {
    AucContributions contributions = AucContributions.of(output, labels, weightsOrNull, present);
    AucInterval made =
        AucInterval.of(
            Math.max(0, 1 - contributions.missing()),
            contributions.variance(),
            contributions.fewest(),
            level);
    return new AucInterval(
        made.auc(),
        made.standardError(),
        made.interval(),
        level,
        made.method() + ", mean over pairs of classes");
  }
}
