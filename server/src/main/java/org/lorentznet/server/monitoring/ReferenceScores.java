package org.lorentznet.server.monitoring;

import java.nio.file.Path;
import java.util.Arrays;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.data.score.ScoreTable;
import org.lorentznet.errors.MismatchException;

/**
 * How probabilities are distributed where all is well, e.g. on the training's jets: for each class,
 * edges between which lie equal parts of them.
 */
public final class ReferenceScores {
  /** Parts, as is usual for the population stability index. */
  static final int BINS = 10;

  private final double[][] edges;
  private final double[][] fractions;

  private ReferenceScores(double[][] edges, double[][] fractions) {
    this.edges = edges;
    this.fractions = fractions;
  }

  /**
   * Takes the distribution from a score file.
   *
   * @param classes of the model whose scores it holds
   * @throws org.lorentznet.errors.UserException where it cannot be read, holds too few jets, or has
   *     other classes
   */
  public static ReferenceScores read(Path file, int classes) {
    ScoreTable table = ScoreFile.read(file);
    if (table.classes() != classes) {
      throw new MismatchException(
          file + " has scores for " + table.classes() + " classes, the model has " + classes);
    }
    if (table.jets() < 10 * BINS) {
      throw new MismatchException(
          file + " has scores of " + table.jets() + " jets; " + 10 * BINS + " are the least");
    }
    double[][] probabilities = new double[classes][table.jets()];
    for (int jet = 0; jet < table.jets(); jet++) {
      for (int k = 0; k < classes; k++) {
        probabilities[k][jet] = probability(table, jet, k);
      }
    }
    return of(probabilities);
  }

  private static double probability(ScoreTable table, int jet, int k) {
    if (table.probabilities().isPresent()) {
      return table.probabilities().get()[jet * table.classes() + k];
    }
    double signal = table.signalScores()[jet];
    return k == 1 ? signal : 1 - signal;
  }

  /**
   * The distribution of given probabilities.
   *
   * @param probabilities of each class, those of all jets
   */
  static ReferenceScores of(double[][] probabilities) {
    double[][] edges = new double[probabilities.length][];
    double[][] fractions = new double[probabilities.length][];
    for (int k = 0; k < probabilities.length; k++) {
      double[] sorted = probabilities[k].clone();
      Arrays.sort(sorted);
      edges[k] = new double[BINS - 1];
      for (int b = 1; b < BINS; b++) {
        edges[k][b - 1] = sorted[(int) ((long) sorted.length * b / BINS)];
      }
      fractions[k] = new double[BINS];
      for (double value : sorted) {
        fractions[k][bin(edges[k], value)] += 1.0 / sorted.length;
      }
    }
    return new ReferenceScores(edges, fractions);
  }

  int classes() {
    return edges.length;
  }

  /** The part in which a probability lies. */
  int bin(int k, double probability) {
    return bin(edges[k], probability);
  }

  private static int bin(double[] edges, double value) {
    int bin = 0;
    while (bin < edges.length && value >= edges[bin]) {
      bin++;
    }
    return bin;
  }

  double fraction(int k, int bin) {
    return fractions[k][bin];
  }
}
