package org.lorentznet.server.models;

import java.util.List;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.server.batching.ScoringWork;

/**
 * What a model file holds, ready to score.
 *
 * @param architecture e.g. {@code LorentzNet}
 * @param task what it was trained for, e.g. {@code top}
 * @param classes names of the classes in label order
 * @param work what scores
 */
public record ReadModel(String architecture, String task, List<String> classes, ScoringWork work) {
  public ReadModel {
    classes = List.copyOf(classes);
  }

  /** A tagger of a model file, warmed up. */
  public static ReadModel of(Tagger tagger) {
    JetNetwork network = tagger.network();
    ScoringWork work = new ScoringWork(network.encoding(), network.scorer(), network::multiplyAdds);
    work.warmUp();
    return new ReadModel(network.architecture(), tagger.task(), tagger.classes(), work);
  }
}
