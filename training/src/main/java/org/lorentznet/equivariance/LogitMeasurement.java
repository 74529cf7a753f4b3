package org.lorentznet.equivariance;

import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;

/** How far the logits of some jets move when the jets are changed. */
public final class LogitMeasurement {
  /** Jets scored at once. */
  private static final int BATCH = 256;

  private final JetNetwork network;
  private final JetScorer scorer;
  private final Jets jets;
  private final Workers workers;
  private final float[] logits;

  /** Scores the jets as they are. */
  public LogitMeasurement(JetNetwork network, Jets jets, Workers workers) {
    this.network = network;
    this.jets = jets;
    this.workers = workers;
    scorer = network.scorer();
    logits = score(jets, part -> network.encoding().encode(part));
  }

  /** How jets are given to the network. */
  private interface Encoder {
    JetBatch encode(Jets part);
  }

  private float[] score(Jets all, Encoder encoder) {
    int classes = scorer.classes();
    float[] scores = new float[all.size() * classes];
    for (int from = 0; from < all.size(); from += BATCH) {
      int to = Math.min(from + BATCH, all.size());
      float[] part = new float[(to - from) * classes];
      scorer.score(encoder.encode(all.slice(from, to)), workers, part);
      System.arraycopy(part, 0, scores, from * classes, part.length);
    }
    return scores;
  }

  /** What it changes to look at the jets from another frame. */
  public LogitChange from(Frame frame, FrameChange how) {
    return changed(
        score(jets, part -> how.encode(network.encoding(), part, frame.transformation())));
  }

  /** What it changes to score other jets in place of these, one for each. */
  public LogitChange with(Jets others) {
    return changed(score(others, part -> network.encoding().encode(part)));
  }

  private LogitChange changed(float[] others) {
    return LogitChange.of(logits, others, scorer.classes());
  }
}
