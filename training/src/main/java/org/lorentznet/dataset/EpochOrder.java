package org.lorentznet.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lorentznet.numeric.RandomStream;

/**
 * The order in which an epoch reads its cells: windows of cells whose jets are shuffled together,
 * one window behind the other. A function of seed, epoch and what the cells hold.
 *
 * <p>Cells are put in order of their mean label, and where that is equal, of their place; this row
 * is cut into as many strata as a window has cells, and each window gets one cell of each stratum,
 * by chance. So every window is a small copy of the whole, also where files are sorted by class, by
 * momentum, or cut into stretches of one class. Where cells can be read in their own order only,
 * windows follow each other in that order.
 */
final class EpochOrder {
  /** Keeps the order of cells apart from other uses of the seed. */
  private static final long CELLS = 0x63656c6c73L;

  /** Keeps the order of jets in a window apart from other uses of the seed. */
  private static final long JETS = 0x6f72646572L;

  private final long seed;
  private final int epoch;
  private final List<int[]> windows;

  /**
   * @param epoch from 0
   */
  EpochOrder(LabelledJets jets, long seed, int epoch) {
    this.seed = seed;
    this.epoch = epoch;
    int count = windows(jets);
    windows = jets.mixed() ? mixed(jets.cells(), count) : inOrder(jets.cells().size(), count);
  }

  /** Number of windows of every epoch. */
  static int windows(LabelledJets jets) {
    long windows = (jets.size() + jets.shuffleBuffer() - 1) / jets.shuffleBuffer();
    return (int) Math.min(windows, jets.cells().size());
  }

  /**
   * By how much the number of jets of a class in a batch varies more than if all jets were shuffled
   * together: the variance that comes from windows' being different, as a multiple of the one that
   * is left to chance, b p (1 - p). The largest of all classes; 0 where windows differ as by
   * chance.
   *
   * @param batchSize b
   */
  double unevenness(LabelledJets jets, int batchSize) {
    long[] totals = new long[jets.classes().size()];
    jets.cells().forEach(cell -> add(cell, totals));
    double largest = 0;
    for (int c = 0; c < totals.length; c++) {
      double p = (double) totals[c] / jets.size();
      double sum = 0;
      for (int[] window : windows) {
        long[] counts = new long[totals.length];
        for (int cell : window) {
          add(jets.cells().get(cell), counts);
        }
        double size = Arrays.stream(counts).sum();
        sum += size == 0 ? 0 : size * (counts[c] / size - p) * (counts[c] / size - p);
      }
      double chance = p * (1 - p) * windows.size();
      largest =
          Math.max(
              largest, chance == 0 ? 0 : batchSize * (sum - chance) / jets.size() / p / (1 - p));
    }
    return largest;
  }

  private static void add(Cell cell, long[] counts) {
    for (int c = 0; c < counts.length; c++) {
      counts[c] += cell.jetsByClass()[c];
    }
  }

  private static List<int[]> inOrder(int cells, int count) {
    List<int[]> windows = new ArrayList<>();
    for (long w = 0; w < count; w++) {
      windows.add(
          IntStream.range((int) (w * cells / count), (int) ((w + 1) * cells / count)).toArray());
    }
    return windows;
  }

  private List<int[]> mixed(List<Cell> cells, int count) {
    double[] means = cells.stream().mapToDouble(Cell::meanLabel).toArray();
    int[] row =
        IntStream.range(0, cells.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> means[c]).thenComparingInt(c -> c))
            .mapToInt(Integer::intValue)
            .toArray();
    List<IntStream.Builder> windows =
        IntStream.range(0, count).mapToObj(w -> IntStream.builder()).toList();
    for (int from = 0; from < row.length; from += count) {
      int[] order = new RandomStream(RandomStream.key(seed, CELLS, epoch, from)).permutation(count);
      for (int i = from; i < Math.min(from + count, row.length); i++) {
        windows.get(order[i - from]).add(row[i]);
      }
    }
    // In order of place, so that a file is read in one direction.
    return windows.stream().map(window -> window.build().sorted().toArray()).toList();
  }

  /** The cells of a window, in the source's order. */
  int[] cells(int window) {
    return windows.get(window);
  }

  /** A random order of what a window holds. */
  int[] permutation(int window, int size) {
    long key = RandomStream.key(seed, JETS, epoch + ((long) window << Integer.SIZE));
    return new RandomStream(key).permutation(size);
  }
}
