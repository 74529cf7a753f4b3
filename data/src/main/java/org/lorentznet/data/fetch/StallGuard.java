package org.lorentznet.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.lorentznet.errors.UserException;

/** Closes a connection on which nothing has come for a while: reading it then ends. */
final class StallGuard implements AutoCloseable {
  private final InputStream body;
  private final Duration limit;
  private final Thread watcher;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream body, Duration limit) {
    this.body = body;
    this.limit = limit;
    this.watcher = Thread.ofVirtual().name("lorentznet-stall-guard").start(this::watch);
  }

  private void watch() {
    try {
      for (long left = limit.toNanos(); left > 0; ) {
        Thread.sleep(Duration.ofNanos(left));
        left = limit.toNanos() - (System.nanoTime() - lastByte);
      }
      stalled = true;
      body.close();
    } catch (InterruptedException | IOException e) {
      // The transfer is over, one way or another.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads on.
   *
   * @return the number of bytes; -1 at the end
   * @throws InterruptedTransfer where the connection is lost
   */
  int read(byte[] into) throws InterruptedTransfer {
    try {
      int count = body.read(into);
      lastByte = System.nanoTime();
      if (!stalled) {
        return count;
      }
    } catch (IOException e) {
      if (!stalled) {
        throw new InterruptedTransfer("the connection was lost", e);
      }
    }
    throw new InterruptedTransfer("nothing came for " + limit.toSeconds() + " s");
  }

  @Override
  public void close() {
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserException("interrupted", e);
    }
  }
}
