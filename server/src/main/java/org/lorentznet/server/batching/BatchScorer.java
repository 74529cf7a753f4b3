package org.lorentznet.server.batching;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;

/** The thread that scores batch after batch, with a team of workers. */
public final class BatchScorer implements AutoCloseable {
  /** A batch that takes longer means that something is wrong with the machine or with us. */
  private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final ScoringQueue queue;
  private final BatchListener listener;
  private final Workers workers;
  private final Thread thread;
  private volatile long begin;

  /**
   * Begins to score what the queue holds.
   *
   * @param threads that compute
   */
  public BatchScorer(ScoringQueue queue, int threads, BatchListener listener) {
    this.queue = queue;
    this.listener = listener;
    workers = new Workers(threads);
    thread = Thread.ofPlatform().name("lorentznet-scoring").daemon().start(this::run);
  }

  /** Whether batches get scored. */
  public boolean alive() {
    long since = begin;
    return thread.isAlive() && (since == 0 || System.nanoTime() - since < STUCK_NANOS);
  }

  private void run() {
    try {
      for (Batch batch = queue.take(); batch != null; batch = queue.take()) {
        score(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void score(Batch batch) {
    long now = System.nanoTime();
    begin = now;
    try {
      batch.begun().forEach(task -> listener.begun(now - task.arrived()));
      Jets jets = batch.joined();
      float[] logits = new float[jets.size() * batch.work().classes()];
      // What no score comes of must not look like one.
      Arrays.fill(logits, Float.NaN);
      batch.work().tagger().score(jets, 0, jets.size(), workers, logits);
      long nanos = System.nanoTime() - now;
      batch.work().took(batch.multiplyAdds(), nanos);
      batch.deliver(logits);
      listener.scored(batch.jets(), nanos);
    } catch (RuntimeException | Error e) {
      // Told to those who asked for these jets; the thread goes on with the others' jets.
      batch.fail(e);
    } finally {
      begin = 0;
    }
  }

  /** Scores what waits, then ends. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.close();
  }
}
