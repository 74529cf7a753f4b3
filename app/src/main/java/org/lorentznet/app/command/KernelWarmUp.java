package org.lorentznet.app.command;

import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.lorentz.LorentzNet;

/**
 * Has the kernels compiled while a command opens its files. The virtual machine compiles a method
 * once it has run often enough, and code on the Vector API runs a thousand times slower until then;
 * a small network runs every kernel of scoring often within a fraction of a second.
 */
final class KernelWarmUp {
  private static final int ROUNDS = 50;

  /** Enough for a first, a middle and a last panel, which not always go the same ways. */
  private static final int WIDTH = 3 * Kernels.PANEL;

  private static final int BLOCKS = 2;

  /** With the beams enough for whole tiles, of pairs and of particles. */
  private static final int CONSTITUENTS = 2 * Kernels.LANES + 2;

  private final Thread thread;

  private KernelWarmUp(Thread thread) {
    this.thread = thread;
  }

  /** Begins in a thread of its own. */
  static KernelWarmUp begin() {
    KernelChoice.current(); // an error is this thread's to report
    return new KernelWarmUp(
        Thread.ofPlatform().name("lorentznet-warm-up").daemon().start(KernelWarmUp::run));
  }

  /** Waits for the end: until then, scoring would only take processors from the compiler. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run() {
    LorentzNet network =
        LorentzNet.initialised(PublishedTask.TOP.configuration().withSize(WIDTH, BLOCKS), 1);
    JetScorer scorer = network.scorer();
    JetBatch batch = network.encoding().encode(jet());
    float[] logits = new float[scorer.classes()];
    for (int round = 0; round < ROUNDS; round++) {
      scorer.score(batch, Workers.CALLER, logits);
    }
  }

  private static Jets jet() {
    double[] fourMomenta = new double[4 * CONSTITUENTS];
    for (int i = 0; i < CONSTITUENTS; i++) {
      fourMomenta[4 * i] = 10 + i;
      fourMomenta[4 * i + 1] = i;
    }
    return new Jets(
        0,
        new int[] {0, CONSTITUENTS},
        fourMomenta,
        Jets.Precision.FLOAT64,
        Map.of(),
        Map.of(),
        null);
  }
}
