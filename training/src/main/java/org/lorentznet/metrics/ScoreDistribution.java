package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How scores are distributed: the score for signal of two classes, and of several the probability
 * of each jet's true class.
 *
 * @param edges of the bins
 * @param fractions of each class's jets, by weight, in each bin; all 0 for a class without jets
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied
public record ScoreDistribution(double[] edges, List<double[]> fractions) {
  private static final int BINS = 50;

  public ScoreDistribution {
    fractions = List.copyOf(fractions);
  }

  /** Of two classes, from 0 to 1 or, where there are scores beyond, as far as they reach. */
  static ScoreDistribution of(RocCurve curve) {
    double low = Math.min(0, curve.threshold(curve.size() - 1));
    double high = Math.max(1, curve.threshold(1));
    double[] background = new double[BINS];
    double[] signal = new double[BINS];
    for (int i = 1; i < curve.size(); i++) {
      int bin = bin(curve.threshold(i), low, high);
      background[bin] += curve.backgroundStep(i) / curve.backgroundTotal();
      signal[bin] += curve.signalStep(i) / curve.signalTotal();
    }
    return new ScoreDistribution(edges(low, high), List.of(background, signal));
  }

  private static double[] edges(double low, double high) {
    double[] edges = new double[BINS + 1];
    for (int b = 0; b <= BINS; b++) {
      edges[b] = low + (high - low) * b / BINS;
    }
    return edges;
  }

  private static int bin(double score, double low, double high) {
    return Math.min(BINS - 1, (int) ((score - low) / (high - low) * BINS));
  }

  /** Probabilities of the true class, block by block. */
  static final class Tally implements JetTally {
    private final double[][] weights;
    private final double[] all;

    Tally(int classes) {
      weights = new double[classes][BINS];
      all = new double[classes];
    }

    @Override
    public void add(ScoredBlock block) {
      TaggerOutput output = block.output();
      for (int j = 0; j < block.jets(); j++) {
        int label = block.labels()[j];
        int bin = bin(output.onUsersScale(output.score(j, label)), 0, 1);
        weights[label][bin] += block.weight(j);
        all[label] += block.weight(j);
      }
    }

    ScoreDistribution distribution() {
      List<double[]> fractions = new ArrayList<>();
      for (int c = 0; c < weights.length; c++) {
        double[] ofClass = weights[c].clone();
        for (int b = 0; b < BINS && all[c] > 0; b++) {
          ofClass[b] /= all[c];
        }
        fractions.add(ofClass);
      }
      return new ScoreDistribution(edges(0, 1), fractions);
    }
  }
}
