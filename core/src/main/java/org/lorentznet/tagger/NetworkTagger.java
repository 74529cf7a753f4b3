package org.lorentznet.tagger;

import java.util.OptionalLong;
import java.util.Set;
import org.lorentznet.jet.EncodedJet;
import org.lorentznet.jet.Jet;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.SparePool;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.FiniteLogits;
import org.lorentznet.network.JetScorer;

/** A network of ours at work, with its parameters as they were when this was made. */
public final class NetworkTagger implements JetTagger {
  private final ModelDescription description;
  private final ParticleEncoding encoding;
  private final long parameters;
  private final JetScorer scorer;
  private final SparePool<EncodedJet> idle = new SparePool<>();

  /**
   * A tagger at work.
   *
   * @param tagger the model; what is trained or loaded into it later does not count here
   */
  public NetworkTagger(Tagger tagger) {
    description = ModelDescription.of(tagger);
    encoding = tagger.network().encoding();
    parameters = tagger.network().parameters().count();
    scorer = tagger.network().scorer();
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public OptionalLong parameters() {
    return OptionalLong.of(parameters);
  }

  @Override
  public Set<String> columns() {
    return encoding.columns();
  }

  @Override
  public void score(Jet jet, float[] logits) {
    jet.requireUsable();
    EncodedJet encoded = spare();
    encoding.encode(jet, encoded);
    scorer.score(encoded, Workers.CALLER, logits, 0);
    idle.give(encoded);
    FiniteLogits.require("the given jet", 0, logits, scorer.classes());
  }

  @Override
  public void score(Jets jets, int from, int to, Workers workers, float[] logits) {
    int count = to - from;
    if (workers.size() > 1 && count >= JetScorer.JETS_A_WORKER * workers.size()) {
      workers.run(count, j -> score(jets, from + j, Workers.CALLER, logits, j));
    } else {
      for (int j = 0; j < count; j++) {
        score(jets, from + j, workers, logits, j);
      }
    }
  }

  private void score(Jets jets, int jet, Workers workers, float[] logits, int row) {
    EncodedJet encoded = spare();
    encoding.encode(jets, jet, encoded);
    scorer.score(encoded, workers, logits, row * scorer.classes());
    idle.give(encoded);
  }

  private EncodedJet spare() {
    EncodedJet encoded = idle.take();
    return encoded == null ? new EncodedJet() : encoded;
  }
}
