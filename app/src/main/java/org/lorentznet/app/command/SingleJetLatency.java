package org.lorentznet.app.command;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;

/** How long jets take that are scored one at a time. */
final class SingleJetLatency {
  private static final int WARM_UP_CALLS = 1500;
  private static final int CALLS = 2000;

  private SingleJetLatency() {}

  /**
   * Scores jets in turn.
   *
   * @param jets batches of one jet
   * @return {@code p50} and {@code p99} in milliseconds
   */
  static Map<String, Object> percentiles(NetworkAtWork work, List<JetBatch> jets, Workers workers) {
    float[] logits = work.logits(jets.get(0));
    double[] milliseconds = new double[CALLS];
    for (int call = -WARM_UP_CALLS; call < CALLS; call++) {
      JetBatch jet = jets.get(Math.floorMod(call, jets.size()));
      long start = System.nanoTime();
      work.score(jet, workers, logits);
      if (call >= 0) {
        milliseconds[call] = (System.nanoTime() - start) * 1e-6;
      }
    }
    Arrays.sort(milliseconds);
    Map<String, Object> percentiles = new LinkedHashMap<>();
    percentiles.put("p50", milliseconds[CALLS / 2]);
    percentiles.put("p99", milliseconds[CALLS * 99 / 100]);
    return percentiles;
  }
}
