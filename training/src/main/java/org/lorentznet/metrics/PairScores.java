package org.lorentznet.metrics;

import java.util.stream.IntStream;

/** How the jets of each two of several classes are distributed in the score that parts them. */
final class PairScores implements JetTally {
  private final int classes;
  private final ScoreTally[][] scores;

  PairScores(int classes, boolean weighted) {
    this.classes = classes;
    scores = new ScoreTally[classes][classes];
    int numbers = ScoreTally.MOST_NUMBERS / (classes * (classes - 1));
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < classes; b++) {
        scores[a][b] = a == b ? null : new ScoreTally(2, weighted, numbers);
      }
    }
  }

  @Override
  public void add(ScoredBlock block) {
    int[][] ofClass = new int[classes][];
    for (int c = 0; c < classes; c++) {
      int label = c;
      ofClass[c] =
          IntStream.range(0, block.jets()).filter(j -> block.labels()[j] == label).toArray();
    }
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < classes; b++) {
        if (a != b) {
          add(block, a, b, IntStream.concat(IntStream.of(ofClass[a]), IntStream.of(ofClass[b])));
        }
      }
    }
  }

  private void add(ScoredBlock block, int signal, int background, IntStream numbers) {
    int[] jets = numbers.toArray();
    double[] ofJets = new double[jets.length];
    int[] labels = new int[jets.length];
    double[] weights = block.weightsOrNull() == null ? null : new double[jets.length];
    for (int k = 0; k < jets.length; k++) {
      ofJets[k] = block.output().score(jets[k], signal, background);
      labels[k] = block.labels()[jets[k]] == signal ? 1 : 0;
      if (weights != null) {
        weights[k] = block.weightsOrNull()[jets[k]];
      }
    }
    scores[signal][background].add(ofJets, labels, weights);
  }

  /** The curve of one class against another. */
  RocCurve curve(int signal, int background) {
    return scores[signal][background].curve(1, 0);
  }
}
