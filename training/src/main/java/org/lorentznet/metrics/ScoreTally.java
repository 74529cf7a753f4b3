package org.lorentznet.metrics;

import java.util.Arrays;

/**
 * How many jets of each class have each score, or how much weight, in bounded memory. Every
 * distinct score is kept as long as there are not too many; then neighbours are put together, two
 * and two on the {@link ScoreScale}, as often as needed. What passes a cut between two kept scores
 * is always exact; which scores are kept does not depend on the order of the jets.
 */
final class ScoreTally {
  /** Numbers that may be kept: 25 MB, a million scores of jets of two classes. */
  static final int MOST_NUMBERS = 3 << 20;

  /** Jets that are sorted together. */
  private static final int CHUNK = 1 << 17;

  private final int most;
  private int shift;
  private int size;
  private long[] keys = {};
  private final double[][] sums;
  // Without weights the squares are the same arrays.
  private final double[][] squares;

  /**
   * A tally of the jets of two classes.
   *
   * @param weighted whether jets have weights
   */
  ScoreTally(boolean weighted) {
    this(2, weighted, MOST_NUMBERS);
  }

  /**
   * @param classes of jets
   * @param numbers that it may keep, all in all
   */
  ScoreTally(int classes, boolean weighted, int numbers) {
    most = numbers / (1 + (weighted ? 2 : 1) * classes);
    sums = new double[classes][0];
    squares = weighted ? new double[classes][0] : sums;
  }

  /**
   * Adds jets.
   *
   * @param scores a jet; finite
   * @param labels each jet's class
   * @param weightsOrNull null where jets have no weights
   */
  void add(double[] scores, int[] labels, double[] weightsOrNull) {
    for (int from = 0; from < scores.length; from += CHUNK) {
      add(scores, labels, weightsOrNull, from, Math.min(scores.length, from + CHUNK));
    }
  }

  private void add(double[] scores, int[] labels, double[] weights, int from, int to) {
    long[] numbers = new long[to - from];
    for (int j = from; j < to; j++) {
      numbers[j - from] = ScoreScale.number(scores[j]) >> shift;
    }
    long[] fresh = distinct(numbers.clone());
    makeRoom(fresh);
    int[] places = new int[fresh.length];
    for (int k = 0, at = 0; k < fresh.length; k++) {
      at = Arrays.binarySearch(keys, at, size, fresh[k]);
      places[k] = at;
    }
    for (int j = from; j < to; j++) {
      int place = places[Arrays.binarySearch(fresh, numbers[j - from])];
      double weight = weights == null ? 1 : weights[j];
      sums[labels[j]][place] += weight;
      if (squares != sums) {
        squares[labels[j]][place] += weight * weight;
      }
    }
    while (size > most) {
      coarsen();
    }
  }

  /** Sorts the array and returns its distinct values. */
  private static long[] distinct(long[] values) {
    Arrays.sort(values);
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[count++] = values[i];
      }
    }
    return Arrays.copyOf(values, count);
  }

  /** Puts scores in between that were not there, from the last to the first. */
  private void makeRoom(long[] fresh) {
    int added = 0;
    for (long key : fresh) {
      added += Arrays.binarySearch(keys, 0, size, key) < 0 ? 1 : 0;
    }
    grow(size + added);
    int from = size - 1;
    int next = fresh.length - 1;
    size += added;
    for (int to = size - 1; to > from; to--) {
      if (from >= 0 && keys[from] >= fresh[next]) {
        next -= keys[from] == fresh[next] ? 1 : 0;
        move(from--, to);
      } else {
        keys[to] = fresh[next--];
        clear(to);
      }
    }
  }

  private void grow(int room) {
    if (room <= keys.length) {
      return;
    }
    int length = Math.max(room, Math.min(most + CHUNK, keys.length + keys.length / 2));
    keys = Arrays.copyOf(keys, length);
    for (int c = 0; c < sums.length; c++) {
      sums[c] = Arrays.copyOf(sums[c], length);
      if (squares != sums) {
        squares[c] = Arrays.copyOf(squares[c], length);
      }
    }
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    for (int c = 0; c < sums.length; c++) {
      sums[c][to] = sums[c][from];
      squares[c][to] = squares[c][from];
    }
  }

  private void clear(int at) {
    for (int c = 0; c < sums.length; c++) {
      sums[c][at] = 0;
      squares[c][at] = 0;
    }
  }

  private void coarsen() {
    shift++;
    int count = 0;
    for (int from = 0; from < size; from++) {
      long key = keys[from] >> 1;
      if (count > 0 && keys[count - 1] == key) {
        for (int c = 0; c < sums.length; c++) {
          sums[c][count - 1] += sums[c][from];
          if (squares != sums) {
            squares[c][count - 1] += squares[c][from];
          }
        }
      } else {
        move(from, count);
        keys[count++] = key;
      }
    }
    size = count;
  }

  /** The jets of a class, or the sum of their weights. */
  double total(int label) {
    double total = 0;
    for (int i = 0; i < size; i++) {
      total += sums[label][i];
    }
    return total;
  }

  /**
   * The ROC curve of a class against others; scores that none of their jets has are left out.
   *
   * @throws BadScoresException where either side has no jets
   */
  RocCurve curve(int signal, int... background) {
    int points = 1;
    for (int i = 0; i < size; i++) {
      points += counts(i, signal, background) ? 1 : 0;
    }
    double[] cuts = new double[points];
    double[][] passing = new double[2][points];
    double[][] passingSquares = squares == sums ? passing : new double[2][points];
    cuts[0] = Double.POSITIVE_INFINITY;
    int point = 1;
    for (int i = size - 1; i >= 0; i--) {
      if (counts(i, signal, background)) {
        cuts[point] = ScoreScale.score(keys[i] << shift);
        accumulate(sums, i, passing, point, signal, background);
        if (squares != sums) {
          accumulate(squares, i, passingSquares, point, signal, background);
        }
        point++;
      }
    }
    return new RocCurve(squares != sums, cuts, passing, passingSquares);
  }

  private boolean counts(int i, int signal, int[] background) {
    boolean counts = sums[signal][i] > 0;
    for (int b : background) {
      counts |= sums[b][i] > 0;
    }
    return counts;
  }

  private static void accumulate(
      double[][] from, int i, double[][] to, int point, int signal, int[] background) {
    to[1][point] = to[1][point - 1] + from[signal][i];
    double more = 0;
    for (int b : background) {
      more += from[b][i];
    }
    to[0][point] = to[0][point - 1] + more;
  }

  /** Where the jets of each class lie, to be asked for many scores. */
  Ranks ranks() {
    double[][] below = new double[sums.length][size + 1];
    for (int c = 0; c < sums.length; c++) {
      for (int i = 0; i < size; i++) {
        below[c][i + 1] = below[c][i] + sums[c][i];
      }
    }
    return new Ranks(Arrays.copyOf(keys, size), shift, below);
  }

  /**
   * Ranks of scores among the jets of each class.
   *
   * @param below weight below each kept score, and last of all
   */
  record Ranks(long[] keys, int shift, double[][] below) {
    /** The place of a score, for {@link #below(int, int)}. */
    int place(double score) {
      return Arrays.binarySearch(keys, ScoreScale.number(score) >> shift);
    }

    /** The fraction of a class's jets below a score's place, those there counting half. */
    double below(int label, int place) {
      double[] sums = below[label];
      double sum = place >= 0 ? (sums[place] + sums[place + 1]) / 2 : sums[-place - 1];
      return sum / sums[sums.length - 1];
    }
  }
}
