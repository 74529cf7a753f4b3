package org.lorentznet.server.monitoring;

import org.lorentznet.model.ScoreDistribution;

/**
 * How far the newest scores lie from the reference: for each class the population stability index,
 * the sum over parts of (a - e) ln(a / e), where e is the part's share in the reference and a its
 * share now. Customary reading: below 0.1 nothing has happened, above 0.25 something has. Safe for
 * use by many threads.
 */
public final class ScoreDrift {
  /** Jets after which the older half of what is remembered is forgotten. */
  static final int HALF_WINDOW = 5000;

  /** With fewer jets the index is mostly noise. */
  static final int LEAST = 500;

  /** In the place of an empty part's share, whose logarithm there is none of. */
  private static final double EMPTY = 1e-4;

  private final ScoreDistribution reference;
  private long[][] older;
  private long[][] newer;
  private int olderJets;
  private int newerJets;

  public ScoreDrift(ScoreDistribution reference) {
    this.reference = reference;
    older = new long[reference.classes()][ScoreDistribution.PARTS];
    newer = new long[reference.classes()][ScoreDistribution.PARTS];
  }

  /**
   * Takes the scores of some jets.
   *
   * @param probabilities jets x classes, row-major
   */
  public synchronized void add(float[] probabilities) {
    int classes = reference.classes();
    for (int i = 0; i < probabilities.length; i += classes) {
      for (int k = 0; k < classes; k++) {
        newer[k][reference.part(k, probabilities[i + k])]++;
      }
      if (++newerJets == HALF_WINDOW) {
        older = newer;
        olderJets = newerJets;
        newer = new long[classes][ScoreDistribution.PARTS];
        newerJets = 0;
      }
    }
  }

  /** The index of a class; NaN until there are enough jets. */
  public synchronized double index(int k) {
    int jets = olderJets + newerJets;
    if (jets < LEAST) {
      return Double.NaN;
    }
    double index = 0;
    for (int bin = 0; bin < ScoreDistribution.PARTS; bin++) {
      double expected = Math.max(EMPTY, reference.share(k, bin));
      double actual = Math.max(EMPTY, (double) (older[k][bin] + newer[k][bin]) / jets);
      index += (actual - expected) * StrictMath.log(actual / expected);
    }
    return index;
  }
}
