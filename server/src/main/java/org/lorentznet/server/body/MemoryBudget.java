package org.lorentznet.server.body;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all bodies being read may take in memory together. */
public final class MemoryBudget {
  private final AtomicLong left;

  public MemoryBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** What one request holds of it, given back at its end. */
  public final class Share implements AutoCloseable {
    private long held;

    private Share() {}

    /**
     * Takes more.
     *
     * @throws OutOfBudgetException where there is no more
     */
    public void take(long bytes) {
      if (left.addAndGet(-bytes) < 0) {
        left.addAndGet(bytes);
        throw new OutOfBudgetException();
      }
      held += bytes;
    }

    /** Gives some of it back. */
    public void giveBack(long bytes) {
      held -= bytes;
      left.addAndGet(bytes);
    }

    @Override
    public void close() {
      left.addAndGet(held);
      held = 0;
    }
  }

  /** Bodies are as large together as may be; to be tried again a little later. */
  public static final class OutOfBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private OutOfBudgetException() {
      super("the bodies of other requests take all memory there is for them");
    }
  }

  /** An empty share. */
  public Share share() {
    return new Share();
  }

  /** Bytes that nobody holds. */
  public long left() {
    return left.get();
  }
}
