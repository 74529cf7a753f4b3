package org.lorentznet.server.batching;

import java.lang.ref.Cleaner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.tagger.JetTagger;

/** What scores jets, and how long that takes, learned from the batches scored so far. */
public final class ScoringWork {
  /** Share of the newest batch in the estimate. */
  private static final double NEWEST = 0.2;

  /** A batch counts as at most so much slower than those before. */
  private static final double MOST_SLOWER = 2;

  /** Constituents of a typical jet. */
  private static final int TYPICAL = 45;

  private static final int ROUNDS = 20;

  /** Lets go of taggers once nobody can score with them any more, however they were replaced. */
  private static final Cleaner UNUSED = Cleaner.create();

  private final JetTagger tagger;
  private final IntToLongFunction multiplyAdds;
  private volatile double nanosAMultiplyAdd;

  /**
   * Takes a tagger over: it is closed when this has become unreachable.
   *
   * @param multiplyAdds that a jet of so many constituents needs, or what they are proportional to
   */
  public ScoringWork(JetTagger tagger, IntToLongFunction multiplyAdds) {
    this.tagger = tagger;
    this.multiplyAdds = multiplyAdds;
    UNUSED.register(this, tagger::close);
  }

  public JetTagger tagger() {
    return tagger;
  }

  /** Number of classes. */
  public int classes() {
    return tagger.classes().size();
  }

  /** Multiply-adds of the jets {@code from} to {@code to - 1}. */
  long multiplyAdds(Jets jets, int from, int to) {
    long sum = 0;
    for (int j = from; j < to; j++) {
      // A lone particle has no pairs, but takes time all the same.
      sum += Math.max(1, multiplyAdds.applyAsLong(jets.multiplicity(j)));
    }
    return sum;
  }

  /** Nanoseconds that so much work will take, as far as is known. */
  double nanos(long work) {
    return nanosAMultiplyAdd * work;
  }

  /** Scores a made-up jet a few times, so that the first estimate is no guess. */
  public void warmUp() {
    double[] fourMomenta = new double[4 * TYPICAL];
    for (int i = 0; i < TYPICAL; i++) {
      fourMomenta[4 * i] = 10 + i;
      fourMomenta[4 * i + 1] = i;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    tagger.columns().forEach(name -> columns.put(name, new Column.Doubles(new double[TYPICAL])));
    int[] offsets = {0, TYPICAL};
    Jets jet = new Jets(0, offsets, fourMomenta, Jets.Precision.FLOAT64, columns, Map.of(), null);
    float[] logits = new float[classes()];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      tagger.score(jet, 0, 1, Workers.CALLER, logits);
      least = Math.min(least, System.nanoTime() - begin);
    }
    took(multiplyAdds(jet, 0, 1), least);
  }

  /** Learns from a batch; little from one that was held up, as by other programs. */
  void took(long work, long nanos) {
    double newest = (double) nanos / work;
    double known = nanosAMultiplyAdd;
    nanosAMultiplyAdd =
        known == 0 ? newest : known + NEWEST * (Math.min(newest, MOST_SLOWER * known) - known);
  }
}
