package org.lorentznet.server.batching;

/** Hears of every batch, in the scoring thread: to be quick. */
public interface BatchListener {
  /**
   * A batch was scored.
   *
   * @param jets in it
   * @param nanos that scoring took
   */
  void scored(int jets, long nanos);

  /**
   * The first jets of a request are being scored.
   *
   * @param nanos that it waited
   */
  void begun(long nanos);
}
