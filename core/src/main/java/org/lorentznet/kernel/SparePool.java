package org.lorentznet.kernel;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Work spaces that lie idle until a thread takes one. Taking and giving back allocate nothing; of
 * more than a fixed number of idle ones the rest is forgotten.
 *
 * @param <T> what lies idle
 */
public final class SparePool<T> {
  private static final int MOST = 64;

  private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(MOST);

  /** An empty pool. */
  public SparePool() {}

  /** {@return one that lies idle, or null where there is none} */
  public T take() {
    for (int i = 0; i < MOST; i++) {
      if (idle.get(i) != null) {
        T taken = idle.getAndSet(i, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /**
   * Puts one back for the next thread.
   *
   * @param spare not used by the caller any more
   */
  public void give(T spare) {
    for (int i = 0; i < MOST; i++) {
      if (idle.get(i) == null && idle.compareAndSet(i, null, spare)) {
        return;
      }
    }
  }
}
