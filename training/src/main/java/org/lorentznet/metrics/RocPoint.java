package org.lorentznet.metrics;

import java.util.OptionalDouble;

/**
 * A point of a ROC curve: what passes where a jet passes with a score of at least the threshold.
 *
 * @param threshold positive infinity at the curve's start, where nothing passes
 * @param signalEfficiency fraction of the signal that passes, e_S
 * @param backgroundEfficiency fraction of the background that passes, e_B
 */
public record RocPoint(double threshold, double signalEfficiency, double backgroundEfficiency) {

  /** 1/e_B; empty where no background passes. */
  public OptionalDouble rejection() {
    return backgroundEfficiency == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 / backgroundEfficiency);
  }
}
