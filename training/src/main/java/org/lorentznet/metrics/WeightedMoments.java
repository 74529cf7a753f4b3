package org.lorentznet.metrics;

/**
 * Mean and spread of numbers with weights, added up in one go. Numbers count from the first of
 * them, so that equal ones have exactly no spread.
 */
final class WeightedMoments {
  private double origin = Double.NaN;
  private double weights;
  private double squares;
  private double sum;
  private double spreadSum;
  private double spreadSquares;

  void add(double value, double weight) {
    if (weights == 0) {
      origin = value;
    }
    double away = value - origin;
    double square = weight * weight;
    weights += weight;
    squares += square;
    sum += weight * away;
    spreadSum += square * away;
    spreadSquares += square * away * away;
  }

  /** The sum of the weights. */
  double weight() {
    return weights;
  }

  /** Kish's effective number of numbers. */
  double effective() {
    return weights / squares * weights;
  }

  /** NaN of no weight, and where a number was NaN. */
  double mean() {
    return origin + sum / weights;
  }

  /** The sum of w^2 (x - mean)^2. */
  double spread() {
    double away = sum / weights;
    return Math.max(0, spreadSquares - 2 * away * spreadSum + away * away * squares);
  }
}
