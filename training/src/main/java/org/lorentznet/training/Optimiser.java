package org.lorentznet.training;

import java.util.List;
import java.util.Map;

/** Changes parameters along their gradients. */
public interface Optimiser {
  /**
   * Takes a step.
   *
   * @param gradients one array for each of the parameters', in their order
   */
  void step(List<float[]> gradients, double learningRate);

  /** Number of steps taken. */
  long steps();

  /**
   * What the optimiser remembers of the gradients before, live: under each name an array for each
   * of the parameters', in their order.
   */
  Map<String, List<float[]>> memory();

  /** Goes on from a memory that was copied in, as if this many steps had been taken. */
  void resume(long stepsTaken);
}
