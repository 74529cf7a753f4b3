package org.lorentznet.data.score;

import java.util.Optional;
import org.lorentznet.errors.FileFormatException;

/** What an evaluation needs of a score file. Arrays are shared, not copied. */
public final class ScoreTable {
  private final double[][] scores;
  private final boolean probabilities;
  private final int[] labels;
  private final double[] weights;

  /**
   * @param scores for each jet one number, the higher the more like signal, or one for each class
   * @param labels class of each jet, or null
   * @param weights of each jet, or null
   */
  ScoreTable(
      Object source, double[][] scores, boolean probabilities, int[] labels, double[] weights) {
    this.scores = scores;
    this.probabilities = probabilities;
    this.labels = labels;
    this.weights = weights;
    for (int jet = 0; jet < scores.length; jet++) {
      for (double score : scores[jet]) {
        if (Double.isNaN(score)) {
          throw new FileFormatException(source, "row " + jet + ": the score is NaN");
        }
      }
      if (weights != null && !Double.isFinite(weights[jet])) {
        throw new FileFormatException(source, "row " + jet + ": the weight is " + weights[jet]);
      }
    }
  }

  /** Number of jets. */
  public int jets() {
    return scores.length;
  }

  /** Number of classes: 2 where the file has one score a jet. */
  public int classes() {
    return probabilities && scores.length > 0 ? scores[0].length : 2;
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
    double[] signal = new double[scores.length];
    for (int jet = 0; jet < signal.length; jet++) {
      signal[jet] = scores[jet][scores[jet].length - 1];
    }
    return signal;
  }

  /** Probability of each class, jets x classes; empty where the file has one score a jet. */
  public Optional<double[][]> probabilities() {
    return probabilities ? Optional.of(scores) : Optional.empty();
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
