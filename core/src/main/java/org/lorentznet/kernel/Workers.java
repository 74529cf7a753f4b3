package org.lorentznet.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed team of threads that runs numbered tasks. Which thread runs which task is left to chance,
 * so tasks write to places of their own and whoever called combines them in order of their numbers;
 * then the result does not depend on the number of threads.
 *
 * <p>An idle thread looks for work for a while before it sleeps, so that stages of some
 * microseconds can follow one another. Running allocates nothing.
 */
public final class Workers implements AutoCloseable {
  /** Runs every task in the calling thread. */
  public static final Workers CALLER = new Workers(1);

  /** How long an idle thread looks for work before it sleeps. */
  private static final long LOOK_NANOS = 200_000;

  private static final long CLOSED = -1;

  private final Thread[] threads;

  /**
   * Round and next task, 32 bits each. A round in which no task can be claimed lies between two
   * that have tasks, so that the fields below never change under a thread that claims one.
   */
  private final AtomicLong state = new AtomicLong(Integer.MAX_VALUE);

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile int tasks;
  private volatile IntConsumer task;
  private volatile boolean sleepers;

  /**
   * Threads that begin to work when they are first needed.
   *
   * @param size number of threads that work, the calling one included; at least 1
   */
  public Workers(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("at least 1 thread expected, found " + size);
    }
    threads = new Thread[size - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(this::work, "lorentznet-worker-" + (i + 1));
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /** {@return the number of threads that work, the calling one included} */
  public int size() {
    return threads.length + 1;
  }

  /**
   * Runs {@code work} for every number from 0 to {@code count - 1} and returns when all are done.
   * Calls from several threads run one after the other.
   *
   * @param count how many tasks
   * @param work one task; called in any order, from any of the threads
   * @throws RuntimeException what a task threw; the others run all the same
   */
  public void run(int count, IntConsumer work) {
    if (threads.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        work.accept(i);
      }
      return;
    }
    runTogether(count, work);
  }

  private synchronized void runTogether(int count, IntConsumer work) {
    long closedRound = state.get();
    if (closedRound == CLOSED) {
      throw new IllegalStateException("these workers are closed");
    }
    tasks = count;
    task = work;
    done.set(0);
    long round = (closedRound >>> 32) + 1;
    state.set(round << 32);
    if (sleepers) {
      sleepers = false;
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
      }
    }
    claimTasks();
    while (done.get() < count) {
      Thread.onSpinWait();
    }
    state.set(((round + 1) & 0x7FFFFFFFL) << 32 | Integer.MAX_VALUE);
    task = null;
    Throwable thrown = failure.getAndSet(null);
    if (thrown instanceof RuntimeException runtimeException) {
      throw runtimeException;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void claimTasks() {
    while (true) {
      long seen = state.get();
      int next = (int) seen;
      IntConsumer work = task;
      if (seen == CLOSED || next >= tasks) {
        return;
      }
      if (!state.compareAndSet(seen, seen + 1)) {
        continue;
      }
      try {
        work.accept(next);
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        done.incrementAndGet();
      }
    }
  }

  private void work() {
    long idleSince = System.nanoTime();
    while (state.get() != CLOSED) {
      if (hasTasks()) {
        claimTasks();
        idleSince = System.nanoTime();
      } else if (System.nanoTime() - idleSince < LOOK_NANOS) {
        Thread.onSpinWait();
      } else {
        sleepers = true;
        if (!hasTasks() && state.get() != CLOSED) {
          LockSupport.park(this);
        }
        idleSince = System.nanoTime();
      }
    }
  }

  private boolean hasTasks() {
    return (int) state.get() < tasks;
  }

  @Override
  public synchronized void close() {
    if (threads.length > 0) {
      state.set(CLOSED);
      for (Thread thread : threads) {
        LockSupport.unpark(thread);
      }
    }
  }
}
