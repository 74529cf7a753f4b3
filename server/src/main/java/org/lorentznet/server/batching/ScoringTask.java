package org.lorentznet.server.batching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lorentznet.jet.Jets;

/** The jets of one request, or of one block of a long one, on their way to scores. */
public final class ScoringTask {
  private final ScoringWork work;
  private final Jets jets;
  private final boolean bulk;
  private final float[] logits;
  private final CompletableFuture<float[]> result = new CompletableFuture<>();
  private final long arrived = System.nanoTime();
  private int handedOut;
  private int scored;

  ScoringTask(ScoringWork work, Jets jets, boolean bulk) {
    this.work = work;
    this.jets = jets;
    this.bulk = bulk;
    logits = new float[jets.size() * work.classes()];
  }

  ScoringWork work() {
    return work;
  }

  Jets jets() {
    return jets;
  }

  boolean bulk() {
    return bulk;
  }

  long arrived() {
    return arrived;
  }

  /** Number of the first jet that is in no batch yet. */
  int handedOut() {
    return handedOut;
  }

  int left() {
    return jets.size() - handedOut;
  }

  /** Nobody waits for the scores any more, or they are there. */
  boolean over() {
    return result.isDone();
  }

  void handOut(int count) {
    handedOut += count;
  }

  /** Takes the scores of some of its jets; for the scoring thread alone. */
  void accept(int from, float[] batchLogits, int at, int count) {
    int classes = work.classes();
    System.arraycopy(batchLogits, at * classes, logits, from * classes, count * classes);
    scored += count;
    if (scored == jets.size()) {
      result.complete(logits);
    }
  }

  void fail(Throwable cause) {
    result.completeExceptionally(cause);
  }

  /**
   * Waits for the scores; jets that are in no batch when time is up are not scored any more.
   *
   * @param deadline in the time of {@link System#nanoTime}
   * @return jets x classes, row-major
   * @throws TimeoutException where the scores are not there in time
   * @throws ExecutionException where scoring failed
   */
  public float[] await(long deadline)
      throws InterruptedException, TimeoutException, ExecutionException {
    try {
      return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } finally {
      abandon();
    }
  }

  /** Nobody waits for the scores any more. */
  public void abandon() {
    result.cancel(false);
  }
}
