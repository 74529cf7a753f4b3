package org.lorentznet.dataset;

import org.lorentznet.jet.Jets;

/**
 * How jets of each class are spread over bins: sums of their weights, and of the squares of these.
 */
public final class JetSpectrum {
  private final JetBins bins;
  private final double[][] weights;
  private final double[][] squares;
  private long jets;
  private long outside;
  private long weightless;

  JetSpectrum(int classes, JetBins bins) {
    this.bins = bins;
    weights = new double[classes][bins.count()];
    squares = new double[classes][bins.count()];
  }

  void add(Jets block) {
    int[] labels = block.labels().orElseThrow();
    for (int j = 0; j < block.size(); j++) {
      int bin = bins.of(block, j);
      jets++;
      if (bin == JetBins.OUTSIDE) {
        outside++;
      } else if (block.weight(j) == 0) {
        weightless++;
      } else {
        weights[labels[j]][bin] += block.weight(j);
        squares[labels[j]][bin] += block.weight(j) * block.weight(j);
      }
    }
  }

  /** The bins. */
  public JetBins bins() {
    return bins;
  }

  /** Number of classes. */
  public int classes() {
    return weights.length;
  }

  /** Number of jets. */
  public long jets() {
    return jets;
  }

  /** Number of jets outside of the bins. */
  public long outside() {
    return outside;
  }

  /** Number of jets that come with a weight of 0, of those inside. */
  public long weightless() {
    return weightless;
  }

  /** Sum of the weights that jets of a class have in a bin. */
  double weight(int label, int bin) {
    return weights[label][bin];
  }

  /** Sum of the squares of these weights. */
  double square(int label, int bin) {
    return squares[label][bin];
  }
}
