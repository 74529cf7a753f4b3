package org.lorentznet.network;

import java.util.List;
import org.lorentznet.jet.JetBatch;

/** Looks inside a network while it scores a jet. For one thread at a time. */
public interface JetProbe {
  /**
   * {@return what the layers hold of jet {@code jet} of a batch, in order, from the embedding on}
   *
   * @param batch encoded jets
   * @param jet number in the batch
   */
  List<LayerState> layers(JetBatch batch, int jet);

  /**
   * How a jet's score changes with what the network is given of its particles.
   *
   * @param batch encoded jets
   * @param jet number in the batch
   * @param one the class whose log-odds ln(p / (1 - p)) are the score
   * @return the score and its derivatives
   */
  ScoreGradient gradient(JetBatch batch, int jet, int one);
}
