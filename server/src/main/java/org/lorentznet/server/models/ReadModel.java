package org.lorentznet.server.models;

import java.util.List;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.server.batching.ScoringWork;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;

/**
 * What a model file holds, ready to score.
 *
 * @param work what scores
 */
public record ReadModel(ScoringWork work) {
  /** A tagger of a model file, warmed up. */
  public static ReadModel of(Tagger tagger) {
    JetNetwork network = tagger.network();
    int references = network.encoding().referenceVectors().size();
    return warm(
        new ScoringWork(
            new NetworkTagger(tagger),
            constituents -> network.multiplyAdds(constituents + references)));
  }

  /**
   * Any tagger, warmed up. Its work is taken to grow with the pairs of a jet's constituents, as
   * that of graph networks and transformers does.
   */
  public static ReadModel of(JetTagger tagger) {
    return warm(new ScoringWork(tagger, constituents -> (long) constituents * constituents));
  }

  private static ReadModel warm(ScoringWork work) {
    work.warmUp();
    return new ReadModel(work);
  }

  /** What it was trained for, its classes, where it came from. */
  public ModelDescription description() {
    return work.tagger().description();
  }

  /** Names of the classes in label order. */
  public List<String> classes() {
    return description().classes();
  }
}
