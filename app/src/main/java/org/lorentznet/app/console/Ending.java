package org.lorentznet.app.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.lorentznet.files.FileReplacement;

/**
 * An orderly end of the process, whoever ends it. On a signal, work that can be gone on with later
 * is asked to stop and given time to save its state. In the end, standard error is handed over in
 * full: under the launcher it is a pipe to a filter, a child of this process. Files that are not
 * finished by then are removed.
 */
public final class Ending {
  private static final long SAVE_SECONDS = 60;
  private static final long FILTER_SECONDS = 2;
  private static final AtomicReference<Runnable> STOP = new AtomicReference<>();

  private final CountDownLatch workDone = new CountDownLatch(1);

  private Ending() {}

  /** Takes care of this process's end from now on. */
  public static Ending ofProcess() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "lorentznet-ending"));
    return ending;
  }

  /** Lasts as long as a signal is to be met in an orderly way. */
  public static final class Signal implements AutoCloseable {
    private Signal() {}

    @Override
    public void close() {
      STOP.set(null);
    }
  }

  /**
   * Has {@code stop} called once where the process is told to end before the returned resource is
   * closed; the process then waits for its main thread.
   */
  public static Signal onSignal(Runnable stop) {
    STOP.set(stop);
    return new Signal();
  }

  /** The main thread has done all it will do. */
  public void workIsDone() {
    workDone.countDown();
  }

  private void end() {
    try {
      Runnable stop = STOP.getAndSet(null);
      if (stop != null) {
        stop.run();
        workDone.await(SAVE_SECONDS, TimeUnit.SECONDS);
      }
      System.out.flush();
      if (Boolean.getBoolean("lorentznet.filtered")) {
        System.err.close();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(FILTER_SECONDS);
        for (ProcessHandle filter : ProcessHandle.current().children().toList()) {
          filter
              .onExit()
              .completeOnTimeout(filter, until - System.nanoTime(), TimeUnit.NANOSECONDS)
              .join();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      FileReplacement.removeUnfinished();
    }
  }
}
