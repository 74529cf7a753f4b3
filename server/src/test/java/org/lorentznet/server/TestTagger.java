package org.lorentznet.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lorentznet.jet.Jet;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.tagger.JetTagger;

/** A tagger that is no network. */
public abstract class TestTagger implements JetTagger {
  private final ModelDescription description;
  private final Set<String> columns;

  /**
   * A tagger of some classes.
   *
   * @param columns of constituents that it needs
   */
  protected TestTagger(List<String> classes, Set<String> columns) {
    description =
        new ModelDescription(
            "none", Map.of(), "a task", classes, Map.of(), Optional.empty(), Optional.empty());
    this.columns = columns;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Set<String> columns() {
    return columns;
  }

  @Override
  public void score(Jet jet, float[] logits) {
    score(jet.toJets(), 0, 1, Workers.CALLER, logits);
  }
}
