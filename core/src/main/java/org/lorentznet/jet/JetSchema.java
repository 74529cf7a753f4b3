package org.lorentznet.jet;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a source of jets holds, known before the first jet is read.
 *
 * @param source the file as the user named it
 * @param layout the layout's name, e.g. {@code top-reference}
 * @param jets number of jets where the format tells it
 * @param classes names of the classes in label order; empty where the source has no labels
 * @param constituentFeatures names of the columns with a value a constituent (four-momenta aside)
 * @param jetFeatures names of the columns with a value a jet (label aside)
 * @param precision in which the source holds four-momenta
 */
public record JetSchema(
    String source,
    String layout,
    OptionalLong jets,
    List<String> classes,
    List<String> constituentFeatures,
    List<String> jetFeatures,
    Jets.Precision precision) {
  /** Keeps copies of the lists. */
  public JetSchema {
    classes = List.copyOf(classes);
    constituentFeatures = List.copyOf(constituentFeatures);
    jetFeatures = List.copyOf(jetFeatures);
  }

  /** {@return whether each jet comes with its class} */
  public boolean labelled() {
    return !classes.isEmpty();
  }
}
