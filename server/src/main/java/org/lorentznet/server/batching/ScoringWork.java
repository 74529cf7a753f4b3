package org.lorentznet.server.batching;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetScorer;

/** What scores jets, and how long that takes, learned from the batches scored so far. */
public final class ScoringWork {
  /** Share of the newest batch in the estimate. */
  private static final double NEWEST = 0.2;

  /** Constituents of a typical jet. */
  private static final int TYPICAL = 45;

  private static final int ROUNDS = 20;

  private final ParticleEncoding encoding;
  private final JetScorer scorer;
  private final IntToLongFunction multiplyAdds;
  private volatile double nanosAMultiplyAdd;

  /**
   * @param multiplyAdds that a jet of so many particles needs, reference vectors included
   */
  public ScoringWork(ParticleEncoding encoding, JetScorer scorer, IntToLongFunction multiplyAdds) {
    this.encoding = encoding;
    this.scorer = scorer;
    this.multiplyAdds = multiplyAdds;
  }

  public ParticleEncoding encoding() {
    return encoding;
  }

  public JetScorer scorer() {
    return scorer;
  }

  /** Multiply-adds of the jets {@code from} to {@code to - 1}. */
  long multiplyAdds(Jets jets, int from, int to) {
    int references = encoding.referenceVectors().size();
    long sum = 0;
    for (int j = from; j < to; j++) {
      // A lone particle has no pairs, but takes time all the same.
      sum += Math.max(1, multiplyAdds.applyAsLong(jets.multiplicity(j) + references));
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
    encoding.columns().forEach(name -> columns.put(name, new Column.Doubles(new double[TYPICAL])));
    int[] offsets = {0, TYPICAL};
    Jets jet = new Jets(0, offsets, fourMomenta, Jets.Precision.FLOAT64, columns, Map.of(), null);
    float[] logits = new float[scorer.classes()];
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      scorer.score(encoding.encode(jet), Workers.CALLER, logits);
      took(multiplyAdds(jet, 0, 1), System.nanoTime() - begin);
    }
  }

  /** Learns from a batch. */
  void took(long work, long nanos) {
    double newest = (double) nanos / work;
    double known = nanosAMultiplyAdd;
    nanosAMultiplyAdd = known == 0 ? newest : known + NEWEST * (newest - known);
  }
}
