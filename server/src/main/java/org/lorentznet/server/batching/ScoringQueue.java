package org.lorentznet.server.batching;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.lorentznet.jet.Jets;

/**
 * Jets that wait to be scored, in two lanes: requests that one batch can serve, first come first
 * served; and bulk, whose requests take turns to fill what the first lane leaves of a batch. Every
 * few batches bulk goes first, so that it is never starved.
 *
 * <p>A batch holds as many jets as can be scored within the latency target. So a request of the
 * first lane waits for the batch at work and for those before it, whatever there is of bulk.
 */
public final class ScoringQueue {
  /** Enough for many threads; more would gain nothing. */
  static final int MOST_JETS_A_BATCH = 256;

  /** Of so many batches, bulk goes first in one. */
  private static final int BULK_FIRST = 4;

  private final int mostJets;
  private final double targetNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<ScoringTask> prompt = new ArrayDeque<>();
  private final Deque<ScoringTask> bulk = new ArrayDeque<>();
  private int promptJets;
  private int batches;
  private boolean closed;

  /**
   * @param mostJets that may wait in the first lane
   * @param target how long scoring a batch is to take at most
   */
  public ScoringQueue(int mostJets, Duration target) {
    this.mostJets = mostJets;
    targetNanos = target.toNanos();
  }

  /** Whether scoring jets takes longer than one batch may. */
  public boolean isBulk(ScoringWork work, Jets jets) {
    return jets.size() > Math.min(mostJets, MOST_JETS_A_BATCH)
        || work.nanos(work.multiplyAdds(jets, 0, jets.size())) > targetNanos;
  }

  /**
   * Lines up jets.
   *
   * @param jets at least one, checked ({@link Jets#requireUsable})
   * @param asBulk which lane
   * @throws QueueFullException where the first lane is full, or the queue is closed
   */
  public ScoringTask add(ScoringWork work, Jets jets, boolean asBulk) {
    ScoringTask task = new ScoringTask(work, jets, asBulk);
    lock.lock();
    try {
      if (closed) {
        throw new QueueFullException("the server is stopping");
      }
      if (!asBulk && promptJets + jets.size() > mostJets) {
        removeOver(prompt);
        if (promptJets + jets.size() > mostJets) {
          throw new QueueFullException(promptJets + " jets wait to be scored, as many as may");
        }
      }
      (asBulk ? bulk : prompt).addLast(task);
      promptJets += asBulk ? 0 : jets.size();
      arrived.signal();
      return task;
    } finally {
      lock.unlock();
    }
  }

  /** Jets that wait in both lanes. */
  public int waiting() {
    lock.lock();
    try {
      return promptJets + bulk.stream().mapToInt(ScoringTask::left).sum();
    } finally {
      lock.unlock();
    }
  }

  /** The next batch, as soon as there is one; null once the queue is closed and empty. */
  Batch take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        removeOver(prompt);
        removeOver(bulk);
        if (!prompt.isEmpty() || !bulk.isEmpty()) {
          return next();
        }
        if (closed) {
          return null;
        }
        arrived.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void removeOver(Deque<ScoringTask> lane) {
    for (Iterator<ScoringTask> tasks = lane.iterator(); tasks.hasNext(); ) {
      ScoringTask task = tasks.next();
      if (task.over()) {
        tasks.remove();
        promptJets -= task.bulk() ? 0 : task.left();
      }
    }
  }

  private Batch next() {
    batches++;
    boolean bulkFirst = prompt.isEmpty() || (batches % BULK_FIRST == 0 && !bulk.isEmpty());
    Deque<ScoringTask> first = bulkFirst ? bulk : prompt;
    Batch batch = new Batch(first.getFirst().work());
    fill(batch, first);
    fill(batch, bulkFirst ? prompt : bulk);
    if (!bulk.isEmpty()) {
      bulk.addLast(bulk.removeFirst());
    }
    return batch;
  }

  /** Takes jets of a lane's tasks in their order, of those with the batch's network. */
  private void fill(Batch batch, Deque<ScoringTask> lane) {
    int tasks = lane.size();
    for (int i = 0; i < tasks; i++) {
      ScoringTask task = lane.removeFirst();
      if (task.work() == batch.work()) {
        int before = batch.jets();
        batch.fill(task, MOST_JETS_A_BATCH, targetNanos);
        promptJets -= task.bulk() ? 0 : batch.jets() - before;
      }
      if (task.left() > 0) {
        lane.addLast(task);
      }
    }
  }

  /** Takes no more jets; those that wait are still scored. */
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
