package org.lorentznet.metrics;

/**
 * Two cuts on the same jets, compared by the jets on which they differ (Q. McNemar, Psychometrika
 * 12 (1947) 153).
 *
 * @param firstOnly jets that pass the first cut only
 * @param secondOnly jets that pass the second only
 */
public record McNemar(long firstOnly, long secondOnly) {
  public McNemar {
    if (firstOnly < 0 || secondOnly < 0) {
      throw new IllegalArgumentException("jets cannot be " + firstOnly + ", " + secondOnly);
    }
  }

  /**
   * The probability of so uneven a share or a more uneven one where both cuts are equally good: the
   * exact two-sided binomial test of 1/2; 1 where no jet differs.
   */
  public double pValue() {
    long fewer = Math.min(firstOnly, secondOnly);
    long more = Math.max(firstOnly, secondOnly);
    if (fewer == more) {
      return 1;
    }
    // P(X <= k) of n trials of 1/2 is I_{1/2}(n - k, k + 1).
    return Math.min(1, 2 * new BetaDistribution(more, fewer + 1).cumulative(0.5));
  }
}
