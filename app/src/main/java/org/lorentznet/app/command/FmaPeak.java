package org.lorentznet.app.command;

import java.util.Arrays;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Workers;

/**
 * How many fused multiply-adds this machine does from registers alone: what everything else is
 * measured against. On a shared machine it does not stay the same, so it is measured anew in turn
 * with the work.
 */
final class FmaPeak {
  private static final int ATTEMPTS = 3;
  private static final double OPERATIONS = 2;

  private final Workers workers;
  private final Kernels kernels = KernelChoice.current().kernels();
  private final float[][] sinks;

  FmaPeak(Workers workers) {
    this.workers = workers;
    sinks = new float[workers.size()][64];
  }

  /** Operations a second of all threads together, in units of 1e9; the best of some attempts. */
  double gflops() {
    int rounds = kernels.name().equals("plain") ? 3_000_000 : 10_000_000;
    double best = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long[] done = new long[workers.size()];
      long start = System.nanoTime();
      workers.run(workers.size(), w -> done[w] = kernels.multiplyAdd(rounds, sinks[w]));
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.max(best, OPERATIONS * Arrays.stream(done).sum() / seconds * 1e-9);
    }
    return best;
  }
}
