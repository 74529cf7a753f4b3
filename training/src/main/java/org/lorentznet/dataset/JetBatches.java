package org.lorentznet.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.Jets;

/**
 * The batches of a training, from any place between two of them on: all jets of an epoch in a
 * random order, cut into batches of equal size. A smaller last batch is kept; a single jet that
 * would be left over joins the batch before it, because statistics over one jet are poor.
 *
 * <p>Jets that are not in memory are read on a thread of its own, a window ahead.
 */
public final class JetBatches implements AutoCloseable {
  /**
   * A batch.
   *
   * @param blocks for each jet, the block that holds it
   * @param places for each jet, its place in its block
   * @param end where the next batch begins
   */
  public record Batch(List<Jets> blocks, int[] places, Bookmark end) {
    /** Number of jets. */
    public int size() {
      return places.length;
    }

    /** Number in its source of the batch's jet {@code jet}. */
    public long number(int jet) {
      return blocks.get(jet).index(places[jet]);
    }
  }

  /** What is left of a window. */
  private static final class Rest {
    private Window window;
    private int place;

    Rest(Window window, int place) {
      this.window = window;
      this.place = place;
    }

    int size() {
      return window.order().length - place;
    }

    /** Copies the jets that are left, so that the window's others need not stay in memory. */
    void letGo() {
      List<Jets> left = new ArrayList<>();
      int[] order = new int[window.order().length];
      for (int i = place; i < order.length; i++) {
        int jet = window.order()[i];
        int at = window.jets().place(jet);
        order[i] = left.size();
        left.add(window.jets().block(jet).slice(at, at + 1));
      }
      window = new Window(window.number(), new JetSet(left), order);
    }
  }

  /**
   * How uneven classes may be over an epoch: at 1, their numbers in batches vary by half as much
   * again as by chance.
   */
  private static final double UNEVEN = 1;

  private final int batchSize;
  private final int windows;
  private final WindowReader reader;
  private final ReadAhead<Window> ahead;
  private final Supplier<Window> source;
  private final Deque<Rest> rests = new ArrayDeque<>();
  private int epoch;

  /** The epoch's next window to be read. */
  private int window;

  /** How much of that window is behind. */
  private int place;

  /**
   * @param seed the order is a function of it, of the epoch, and of what the jets are
   * @param epochs number of epochs of the training
   * @param start where to begin
   * @throws MismatchException where jets are sorted by class, and can be read in that order only
   */
  public JetBatches(
      LabelledJets jets, JetWeights weights, long seed, int epochs, int batchSize, Bookmark start) {
    this.batchSize = batchSize;
    if (!jets.mixed() && new EpochOrder(jets, seed, 0).unevenness(jets, batchSize) > UNEVEN) {
      throw new MismatchException(
          jets.where()
              + ": jets lie in order of their class, and this layout can only be read from first to"
              + " last: convert it to Parquet first, or keep the jets in memory");
    }
    windows = EpochOrder.windows(jets);
    epoch = start.epoch();
    window = start.window();
    place = start.place();
    reader = new WindowReader(jets, weights, seed, epochs, epoch, window);
    ahead = jets.inMemory() ? null : new ReadAhead<>(reader);
    source = ahead == null ? reader : ahead::next;
  }

  /** The epoch's next batch; null at its end, behind which the next epoch begins. */
  public Batch next() {
    // One jet more than a batch tells whether that one would be left over.
    while (waiting() <= batchSize && window < windows) {
      rests.forEach(Rest::letGo);
      rests.add(new Rest(source.get(), place));
      window++;
      place = 0;
    }
    int left = waiting();
    if (left == 0) {
      epoch++;
      window = 0;
      return null;
    }
    boolean oneLeft = window == windows && batchSize > 1 && left == batchSize + 1;
    return take(oneLeft ? left : Math.min(batchSize, left));
  }

  private int waiting() {
    return rests.stream().mapToInt(Rest::size).sum();
  }

  private Batch take(int count) {
    List<Jets> blocks = new ArrayList<>(count);
    int[] places = new int[count];
    while (blocks.size() < count) {
      Rest rest = rests.getFirst();
      Window from = rest.window;
      while (blocks.size() < count && rest.size() > 0) {
        int jet = from.order()[rest.place++];
        places[blocks.size()] = from.jets().place(jet);
        blocks.add(from.jets().block(jet));
      }
      if (rest.size() == 0) {
        rests.removeFirst();
      }
    }
    return new Batch(blocks, places, here());
  }

  private Bookmark here() {
    return rests.isEmpty()
        ? new Bookmark(epoch, window, 0)
        : new Bookmark(epoch, rests.getFirst().window.number(), rests.getFirst().place);
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
    reader.close();
  }
}
