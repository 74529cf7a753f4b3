package org.lorentznet.server;

import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs the requests of one connection in the threads of another executor; ends them all at once.
 */
final class StreamTasks extends AbstractExecutorService {
  private final ExecutorService threads;
  private final Set<Task> running = ConcurrentHashMap.newKeySet();

  StreamTasks(ExecutorService threads) {
    this.threads = threads;
  }

  /** A task, as long as it is not done. */
  private final class Task extends FutureTask<Void> {
    Task(Runnable work) {
      super(work, null);
      running.add(this);
    }

    @Override
    protected void done() {
      running.remove(this);
    }
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(new Task(work));
  }

  /** Interrupts what is at work. */
  void end() {
    running.forEach(task -> task.cancel(true));
  }

  /** The threads are others', and go on. */
  @Override
  public void shutdown() {
    end();
  }

  @Override
  public List<Runnable> shutdownNow() {
    end();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
