package org.lorentznet.metrics;

import org.lorentznet.errors.MismatchException;

/**
 * Labelled jets and what a tagger says of them: in memory, or in a file of any size that is gone
 * through again and again. Figures of a sample take memory that does not grow with it.
 */
public interface ScoredSample {
  /** How many classes the tagger tells apart, 2 or more. */
  int classes();

  /** Whether jets have weights. */
  boolean weighted();

  /** Begins with the first jet. */
  Pass open();

  /** One way through the sample. */
  interface Pass extends AutoCloseable {
    /** The next jets; null where there are none left. */
    ScoredBlock next();

    @Override
    void close();
  }

  /**
   * Jets in memory.
   *
   * @param output what the tagger says of each jet
   * @param labels each jet's class
   * @param weightsOrNull a jet's weight, not negative; null counts every jet once
   * @throws MismatchException for as many labels or weights as there are not jets
   * @throws BadScoresException for a label that is no class, a negative weight, no jets
   */
  static ScoredSample of(TaggerOutput output, int[] labels, double[] weightsOrNull) {
    return new SampleInMemory(new ScoredBlock(0, output, labels, weightsOrNull));
  }
}
