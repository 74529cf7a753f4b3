package org.lorentznet.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.JsonObject;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.ensemble.Ensemble;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

/** The networks that model files can hold, by the name of their architecture. */
public final class Architectures {
  /** Builds a network with weights to be loaded. */
  private interface Factory {
    /**
     * @param weights number of values at hand: a configuration that needs more is refused before
     *     memory is taken for it
     */
    JetNetwork create(JsonObject configuration, long weights);
  }

  private static final Map<String, Factory> FACTORIES =
      new TreeMap<>(
          Map.of(
              LorentzNet.ARCHITECTURE,
              (configuration, weights) ->
                  lorentzNet(
                      LorentzNetConfiguration.fromJson(configuration),
                      weights,
                      configuration.where()),
              Ensemble.ARCHITECTURE,
              Architectures::ensemble));

  private static final int MOST_MEMBERS = 100;

  private Architectures() {}

  /**
   * {@return a network with all weights zero}
   *
   * @param architecture as {@link JetNetwork#architecture} names it
   * @param configuration as {@link JetNetwork#configuration} gives it
   * @throws MismatchException where the architecture is not known, or naming the key of the
   *     configuration that is missing, unknown or wrong
   */
  public static JetNetwork create(String architecture, JsonObject configuration) {
    return create(architecture, configuration, Long.MAX_VALUE);
  }

  static JetNetwork create(String architecture, JsonObject configuration, long weights) {
    Factory factory = FACTORIES.get(architecture);
    if (factory == null) {
      throw new MismatchException(
          configuration.where()
              + ": unknown architecture '"
              + architecture
              + "'; known: "
              + String.join(", ", FACTORIES.keySet()));
    }
    return factory.create(configuration, weights);
  }

  private static Ensemble ensemble(JsonObject configuration, long weights) {
    configuration.requireOnly(Set.of(Ensemble.MEMBERS, "architecture", "configuration"));
    int count = configuration.integer(Ensemble.MEMBERS, 2, MOST_MEMBERS);
    String architecture = configuration.text("architecture");
    if (architecture.equals(Ensemble.ARCHITECTURE)) {
      throw new MismatchException(configuration.where() + ": an ensemble of ensembles");
    }
    List<JetNetwork> members = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      members.add(create(architecture, configuration.object("configuration"), weights / count));
    }
    return new Ensemble(members);
  }

  static LorentzNet lorentzNet(LorentzNetConfiguration configuration, long weights, String where) {
    long width = configuration.width();
    // phi_e and phi_h of each block, the largest of its layers: a lower bound.
    long needed =
        width * (6 * width * configuration.blocks() + configuration.classes())
            + width * configuration.encoding().size();
    if (needed > weights) {
      throw new MismatchException(
          where
              + ": a network of width "
              + width
              + " and "
              + configuration.blocks()
              + " blocks has more than "
              + needed
              + " weights, found "
              + weights);
    }
    return new LorentzNet(configuration);
  }
}
