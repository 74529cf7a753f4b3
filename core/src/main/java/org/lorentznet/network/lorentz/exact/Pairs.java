package org.lorentznet.network.lorentz.exact;

import org.lorentznet.jet.JetBatch;

/**
 * The ordered pairs i != j of each jet of a batch.
 *
 * @param receiver i of each pair
 * @param sender j of each pair
 * @param particles of the jet that each particle belongs to
 */
record Pairs(int[] receiver, int[] sender, int[] particles) {
  static Pairs of(JetBatch batch) {
    int count = 0;
    for (int jet = 0; jet < batch.jets(); jet++) {
      count += (int) batch.edges(jet);
    }
    Pairs pairs = new Pairs(new int[count], new int[count], new int[batch.particles()]);
    int e = 0;
    for (int jet = 0; jet < batch.jets(); jet++) {
      int from = batch.offsets()[jet];
      int to = batch.offsets()[jet + 1];
      for (int i = from; i < to; i++) {
        pairs.particles[i] = to - from;
        for (int j = from; j < to; j++) {
          if (i != j) {
            pairs.receiver[e] = i;
            pairs.sender[e++] = j;
          }
        }
      }
    }
    return pairs;
  }

  int count() {
    return receiver.length;
  }
}
