package org.lorentznet.app.command;

import org.lorentznet.app.console.JetProgress;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.tagger.JetTagger;

/** A tagger at work on a source of jets, block by block in the source's order. */
final class Scoring {
  /** Jets scored at once: enough for many threads, few enough for steady progress. */
  private static final int BATCH = 256;

  /** Takes the blocks of a source with their scores. */
  @FunctionalInterface
  interface Receiver {
    /**
     * @param logits block.size() x classes, row-major
     */
    void accept(Jets block, float[] logits);
  }

  private Scoring() {}

  /**
   * Scores every jet of a source.
   *
   * @throws org.lorentznet.errors.UserException where the data do not fit the tagger, or a jet
   *     cannot be used
   */
  static void run(
      JetTagger tagger,
      JetSource source,
      Workers workers,
      JetProgress progress,
      Receiver receiver) {
    ParticleEncoding.requireColumns(tagger.columns(), source.schema());
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        float[] logits = score(block, tagger, workers, progress);
        FiniteLogits.require(source.schema().source(), block, logits);
        receiver.accept(block, logits);
      }
    }
  }

  private static float[] score(
      Jets block, JetTagger tagger, Workers workers, JetProgress progress) {
    int classes = tagger.classes().size();
    float[] logits = new float[block.size() * classes];
    for (int from = 0; from < block.size(); from += BATCH) {
      int to = Math.min(from + BATCH, block.size());
      float[] part = new float[(to - from) * classes];
      tagger.score(block, from, to, workers, part);
      System.arraycopy(part, 0, logits, from * classes, part.length);
      progress.add(to - from);
    }
    return logits;
  }
}
