package org.lorentznet.app.command;

import java.util.Map;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.KernelChoice;
import org.lorentznet.kernel.Kernels;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.lorentz.LorentzNet;

/**
 * Has the kernels compiled while a command opens its files. The virtual machine compiles a method
 * once it has run often enough, and code on the Vector API runs a thousand times slower until then;
 * a small network runs every kernel often within a fraction of a second. It does so on one thread:
 * methods that several threads run for the first time together are at times compiled while the
 * classes they need are not ready, to code that makes an object of every vector for good.
 */
final class KernelWarmUp {
  private static final int ROUNDS = 50;

  /** Enough for a first, a middle and a last panel, which not always go the same ways. */
  private static final int WIDTH = 3 * Kernels.PANEL;

  private static final int BLOCKS = 2;

  /**
   * Of each jet. With the beams they make whole tiles of particles and parts of them, whole tiles
   * of pairs and parts of them, and fewer particles than a vector has lanes: all ways that kernels
   * go.
   */
  private static final int[] CONSTITUENTS = {
    2 * Kernels.LANES + 2, Kernels.LANES + 2, Kernels.LANES - 6
  };

  private final Thread thread;

  private KernelWarmUp(Thread thread) {
    this.thread = thread;
  }

  /** Begins with the kernels of scoring, in a thread of its own. */
  static KernelWarmUp begin() {
    return begin(KernelWarmUp::score);
  }

  /** Begins with all kernels, those of training too. */
  static KernelWarmUp beginAll() {
    return begin(() -> {
      score();
      train();
    });
  }

  private static KernelWarmUp begin(Runnable work) {
    KernelChoice.current(); // an error is this thread's to report
    return new KernelWarmUp(Thread.ofPlatform().name("lorentznet-warm-up").daemon().start(work));
  }

  /** Waits for the end: until then, scoring would only take processors from the compiler. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LorentzNet network() {
    return LorentzNet.initialised(PublishedTask.TOP.configuration().withSize(WIDTH, BLOCKS), 1);
  }

  private static void train() {
    LorentzNet network = network();
    NetworkTraining training = network.training();
    JetBatch batch = network.encoding().encode(jets());
    for (int round = 0; round < ROUNDS; round++) {
      training.step(batch, round, Workers.CALLER);
    }
  }

  private static void score() {
    LorentzNet network = network();
    JetScorer scorer = network.scorer();
    JetBatch batch = network.encoding().encode(jets());
    float[] logits = new float[batch.jets() * scorer.classes()];
    for (int round = 0; round < ROUNDS; round++) {
      scorer.score(batch, Workers.CALLER, logits);
    }
  }

  private static Jets jets() {
    int[] offsets = new int[CONSTITUENTS.length + 1];
    for (int j = 0; j < CONSTITUENTS.length; j++) {
      offsets[j + 1] = offsets[j] + CONSTITUENTS[j];
    }
    double[] fourMomenta = new double[4 * offsets[CONSTITUENTS.length]];
    for (int i = 0; 4 * i < fourMomenta.length; i++) {
      fourMomenta[4 * i] = 10 + i;
      fourMomenta[4 * i + 1] = i;
    }
    return new Jets(
        0,
        offsets,
        fourMomenta,
        Jets.Precision.FLOAT64,
        Map.of(),
        Map.of(),
        new int[CONSTITUENTS.length]);
  }
}
