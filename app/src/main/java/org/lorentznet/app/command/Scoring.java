package org.lorentznet.app.command;

import org.lorentznet.app.console.JetProgress;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.network.JetScorer;

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
      Tagger tagger, JetSource source, Workers workers, JetProgress progress, Receiver receiver) {
    ParticleEncoding encoding = tagger.network().encoding();
    encoding.requireColumns(source.schema());
    JetScorer scorer = tagger.network().scorer();
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        float[] logits = score(block, encoding, scorer, workers, progress);
        FiniteLogits.require(source.schema().source(), block, logits);
        receiver.accept(block, logits);
      }
    }
  }

  private static float[] score(
      Jets block,
      ParticleEncoding encoding,
      JetScorer scorer,
      Workers workers,
      JetProgress progress) {
    float[] logits = new float[block.size() * scorer.classes()];
    for (int from = 0; from < block.size(); from += BATCH) {
      int to = Math.min(from + BATCH, block.size());
      JetBatch batch = encoding.encode(block, from, to);
      float[] part = new float[batch.jets() * scorer.classes()];
      scorer.score(batch, workers, part);
      System.arraycopy(part, 0, logits, from * scorer.classes(), part.length);
      progress.add(batch.jets());
    }
    return logits;
  }
}
