package org.lorentznet.training;

import java.util.Arrays;
import org.lorentznet.numeric.RandomStream;

/**
 * The batches of an epoch: all jets in a random order, a function of seed and epoch alone, cut into
 * batches of equal size. A smaller last batch is kept; a single jet that would be left over joins
 * the batch before it, because statistics over one jet are poor.
 */
final class BatchOrder {
  /** Keeps the order of jets apart from other uses of the seed. */
  private static final long PURPOSE = 0x6f72646572L;

  private final int[] order;
  private final int batchSize;
  private final int batches;

  BatchOrder(long seed, int epoch, int jets, int batchSize) {
    this.batchSize = batchSize;
    order = new RandomStream(RandomStream.key(seed, PURPOSE, epoch)).permutation(jets);
    boolean oneLeft = batchSize > 1 && jets > batchSize && jets % batchSize == 1;
    batches = jets / batchSize + (jets % batchSize == 0 || oneLeft ? 0 : 1);
  }

  /** Number of batches. */
  int batches() {
    return batches;
  }

  /** Numbers of a batch's jets in their set. */
  int[] jets(int batch) {
    return Arrays.copyOfRange(
        order, batch * batchSize, batch == batches - 1 ? order.length : (batch + 1) * batchSize);
  }
}
