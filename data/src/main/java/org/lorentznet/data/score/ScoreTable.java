package org.lorentznet.data.score;

import java.util.Optional;
import org.lorentznet.errors.FileFormatException;

/**
 * What an evaluation needs of a score file: 8 bytes a score, and 4 a label. Arrays are shared, not
 * copied.
 */
public final class ScoreTable {
  private final double[] scores;
  private final int columns;
  private final int[] labels;
  private final double[] weights;

  /**
   * @param first number of the first jet, for messages
   * @param scores of each jet in turn: one number, the higher the more like signal, or the
   *     probability of each class
   * @param columns how many numbers a jet has
   * @param labels class of each jet, or null
   * @param weights of each jet, or null
   */
  ScoreTable(
      Object source, long first, double[] scores, int columns, int[] labels, double[] weights) {
    this.scores = scores;
    this.columns = columns;
    this.labels = labels;
    this.weights = weights;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new FileFormatException(
            source, "row " + (first + i / columns) + ": the score is " + scores[i]);
      }
    }
    for (int jet = 0; weights != null && jet < weights.length; jet++) {
      if (!Double.isFinite(weights[jet])) {
        throw new FileFormatException(
            source, "row " + (first + jet) + ": the weight is " + weights[jet]);
      }
    }
  }

  /** Number of jets. */
  public int jets() {
    return scores.length / columns;
  }

  /** Number of classes: 2 where the file has one score a jet. */
  public int classes() {
    return Math.max(2, columns);
  }

  /**
   * One number a jet, the higher the more like signal (class 1).
   *
   * @throws IllegalStateException for more than two classes
   */
  public double[] signalScores() {
    if (classes() != 2) {
      throw new IllegalStateException(classes() + " classes have no single score");
    }
    if (columns == 1) {
      return scores;
    }
    double[] signal = new double[jets()];
    for (int jet = 0; jet < signal.length; jet++) {
      signal[jet] = scores[columns * jet + 1];
    }
    return signal;
  }

  /** Probability of each class for each jet in turn; empty where the file has one score a jet. */
  public Optional<double[]> probabilities() {
    return columns > 1 ? Optional.of(scores) : Optional.empty();
  }

  /** Class of each jet, where the file tells it. */
  public Optional<int[]> labels() {
    return Optional.ofNullable(labels);
  }

  /** Weight of each jet, where the file has weights. */
  public Optional<double[]> weights() {
    return Optional.ofNullable(weights);
  }
}
