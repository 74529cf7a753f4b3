package org.lorentznet.kernel;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * A fixed team of threads that runs numbered tasks. Which thread runs which task is left to chance,
 * so tasks write to places of their own and whoever called combines them in order of their numbers;
 * then the result does not depend on the number of threads.
 */
public final class Workers implements AutoCloseable {
  /** Runs every task in the calling thread. */
  public static final Workers CALLER = new Workers(1);

  private record Job(int tasks, IntConsumer task, AtomicInteger next) {}

  private final int size;
  private final Phaser start = new Phaser(1);
  private final Phaser end = new Phaser(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile Job job;
  private volatile boolean closed;

  /**
   * @param size number of threads that work, the calling one included; at least 1
   */
  public Workers(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("at least 1 thread expected, found " + size);
    }
    this.size = size;
    for (int i = 1; i < size; i++) {
      start.register();
      end.register();
      Thread thread = new Thread(this::work, "lorentznet-worker-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** As many threads as the machine has processors. */
  public static Workers all() {
    return new Workers(Runtime.getRuntime().availableProcessors());
  }

  /** Number of threads that work, the calling one included. */
  public int size() {
    return size;
  }

  /**
   * Runs {@code task} for every number from 0 to {@code tasks - 1} and returns when all are done.
   * Calls from several threads run one after the other.
   *
   * @throws RuntimeException what a task threw; the remaining tasks are then left out
   */
  public void run(int tasks, IntConsumer task) {
    if (size == 1 || tasks <= 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    runTogether(tasks, task);
  }

  private synchronized void runTogether(int tasks, IntConsumer task) {
    if (closed) {
      throw new IllegalStateException("these workers are closed");
    }
    failure.set(null);
    job = new Job(tasks, task, new AtomicInteger());
    start.arrive();
    drain(job);
    end.arriveAndAwaitAdvance();
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException) {
      throw (RuntimeException) thrown;
    }
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
  }

  private void work() {
    while (true) {
      start.arriveAndAwaitAdvance();
      if (closed) {
        return;
      }
      drain(job);
      end.arrive();
    }
  }

  private void drain(Job current) {
    try {
      for (int i = current.next.getAndIncrement();
          i < current.tasks && failure.get() == null;
          i = current.next.getAndIncrement()) {
        current.task.accept(i);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  @Override
  public synchronized void close() {
    if (size > 1 && !closed) {
      closed = true;
      start.arrive();
    }
  }
}
