package org.lorentznet.dataset;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads on a thread of its own, one piece ahead: while one is being used, the next is being read.
 * What it gives, and in what order, is what the reading gives.
 */
public final class ReadAhead<T> implements AutoCloseable {
  private final Supplier<T> reading;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> {
        Thread reader = new Thread(work, "lorentznet-reading");
        reader.setDaemon(true);
        return reader;
      });
  private Future<T> ahead;

  /**
   * Begins to read.
   *
   * @param reading gives piece after piece, and null behind the last; called in one thread only
   */
  public ReadAhead(Supplier<T> reading) {
    this.reading = reading;
    ahead = thread.submit(reading::get);
  }

  /**
   * The next piece; null behind the last. What the reading throws, it throws.
   *
   * @throws CancellationException where the waiting thread is interrupted
   */
  public T next() {
    T piece = await();
    if (piece != null) {
      ahead = thread.submit(reading::get);
    }
    return piece;
  }

  private T await() {
    try {
      return ahead.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the reading; returns when nothing is being read any more. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (thread.awaitTermination(1, TimeUnit.HOURS)) {
            return;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
