package org.lorentznet.metrics;

/**
 * A mean cross-entropy and how well the jets determine it.
 *
 * @param value nats
 * @param interval the mean and its standard error, as often as the level needs
 */
public record MeanLoss(double value, Interval interval) {
  /** The name of the method for tables. */
  static String method(double level) {
    return "standard error " + Interval.percent(level);
  }
}
