package org.lorentznet.metrics;

/** Something that is counted while a sample is gone through. */
interface JetTally {
  /** Takes some jets in. */
  void add(ScoredBlock block);

  /**
   * Goes through a sample once.
   *
   * @return how many jets it has
   * @throws BadScoresException where there are none
   */
  static long count(ScoredSample sample, JetTally... tallies) {
    long jets = 0;
    try (ScoredSample.Pass pass = sample.open()) {
      for (ScoredBlock block = pass.next(); block != null; block = pass.next()) {
        for (JetTally tally : tallies) {
          tally.add(block);
        }
        jets += block.jets();
      }
    }
    if (jets == 0) {
      throw new BadScoresException("no jets: there is nothing to evaluate");
    }
    return jets;
  }
}
