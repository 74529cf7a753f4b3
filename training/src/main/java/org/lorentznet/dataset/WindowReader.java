package org.lorentznet.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.Jets;
import org.lorentznet.numeric.RandomStream;

/** Reads window after window, epoch after epoch. */
final class WindowReader implements Supplier<Window>, AutoCloseable {
  /** Keeps what is left to chance of a weight apart from other uses of the seed. */
  private static final long COPIES = 0x636f70696573L;

  private final LabelledJets data;
  private final JetWeights weights;
  private final long seed;
  private final int epochs;
  private final CellReader cells;
  private EpochOrder order;
  private int epoch;
  private int window;

  /**
   * @param epochs number of epochs to read
   * @param epoch where to begin, from 0
   * @param window of that epoch, from 0; the number of windows for the beginning of the next
   */
  WindowReader(
      LabelledJets data, JetWeights weights, long seed, int epochs, int epoch, int window) {
    this.data = data;
    this.weights = weights;
    this.seed = seed;
    this.epochs = epochs;
    this.epoch = epoch;
    this.window = window;
    cells = data.open();
  }

  /** The next window; null behind the last of the last epoch. */
  @Override
  public Window get() {
    if (window == EpochOrder.windows(data)) {
      epoch++;
      window = 0;
      order = null;
    }
    if (epoch >= epochs) {
      return null;
    }
    if (order == null) {
      order = new EpochOrder(data, seed, epoch);
    }
    return read(window++);
  }

  private Window read(int number) {
    List<Jets> blocks = new ArrayList<>();
    List<int[]> copies = new ArrayList<>();
    for (int cell : order.cells(number)) {
      Jets weighed = weights.weigh(cells.read(cell));
      copies.add(copies(weighed, cell));
      blocks.add(weights.sampling() ? weighed.withWeights(null) : weighed);
    }
    JetSet jets = new JetSet(blocks);
    int[] all = copies.stream().flatMapToInt(Arrays::stream).toArray();
    int[] entries = new int[Arrays.stream(all).sum()];
    int at = 0;
    for (int jet = 0; jet < all.length; jet++) {
      for (int copy = 0; copy < all[jet]; copy++) {
        entries[at++] = jet;
      }
    }
    int[] permutation = order.permutation(number, entries.length);
    return new Window(number, jets, Arrays.stream(permutation).map(i -> entries[i]).toArray());
  }

  /** How often each jet of a cell comes by in this epoch. */
  private int[] copies(Jets jets, int cell) {
    RandomStream random = new RandomStream(RandomStream.key(seed, COPIES, epoch, cell));
    int[] copies = new int[jets.size()];
    for (int j = 0; j < copies.length; j++) {
      // A weight of 1.7 is one copy, and in 7 of 10 epochs another.
      copies[j] =
          weights.sampling()
              ? (int) Math.floor(jets.weight(j) + random.nextDouble())
              : jets.weight(j) > 0 ? 1 : 0;
    }
    return copies;
  }

  @Override
  public void close() {
    cells.close();
  }
}
