package org.lorentznet.metrics;

import java.util.ArrayList;
import java.util.List;

/** How many jets of each class a tagger takes for each class. */
public final class ConfusionMatrix {
  private final long[][] counts;
  private final BinomialCount correct;

  private ConfusionMatrix(long[][] counts, BinomialCount correct) {
    this.counts = counts;
    this.correct = correct;
  }

  /**
   * Counts jets.
   *
   * @param labels a jet's class
   * @param weightsOrNull a jet's weight in the accuracy; the matrix itself counts jets
   */
  public static ConfusionMatrix of(TaggerOutput output, int[] labels, double[] weightsOrNull) {
    Tally tally = new Tally(output.classes(), weightsOrNull != null);
    tally.add(new ScoredBlock(0, output, labels, weightsOrNull));
    return tally.matrix();
  }

  /** Counts jets, block by block. */
  static final class Tally implements JetTally {
    private final boolean weighted;
    private final long[][] counts;
    private final double[] sums = new double[2];
    private final double[] squares = new double[2];

    Tally(int classes, boolean weighted) {
      this.weighted = weighted;
      counts = new long[classes][classes];
    }

    @Override
    public void add(ScoredBlock block) {
      for (int j = 0; j < block.jets(); j++) {
        int predicted = block.output().predicted(j);
        counts[block.labels()[j]][predicted]++;
        double weight = block.weight(j);
        int hit = predicted == block.labels()[j] ? 1 : 0;
        sums[hit] += weight;
        squares[hit] += weight * weight;
      }
    }

    ConfusionMatrix matrix() {
      double all = sums[0] + sums[1];
      if (!(all > 0)) {
        throw new BadScoresException("the jets have no weight in total");
      }
      return new ConfusionMatrix(
          counts,
          weighted
              ? BinomialCount.effective(sums[1], squares[1], all, squares[0] + squares[1])
              : new BinomialCount(sums[1], all));
    }
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** How many jets of a class are taken for another, or for itself. */
  public long count(int label, int predicted) {
    return counts[label][predicted];
  }

  /** How many jets of a class there are. */
  public long jets(int label) {
    long sum = 0;
    for (long count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** The jets taken for what they are; effective numbers where jets have weights. */
  public BinomialCount correct() {
    return correct;
  }

  /** The fraction of jets taken for what they are. */
  public double accuracy() {
    return correct.fraction();
  }

  /** A row a true class. */
  List<Object> toJson() {
    List<Object> rows = new ArrayList<>();
    for (long[] row : counts) {
      List<Object> counted = new ArrayList<>();
      for (long count : row) {
        counted.add(count);
      }
      rows.add(counted);
    }
    return rows;
  }
}
