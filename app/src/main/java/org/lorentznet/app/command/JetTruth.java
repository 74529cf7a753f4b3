package org.lorentznet.app.command;

import java.util.Arrays;
import java.util.List;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;

/**
 * What is known of jets whatever a tagger says of them.
 *
 * @param labels each jet's class
 * @param weightsOrNull a weight a jet, where there are any
 * @param classes names in label order
 * @param variables kinematics and multiplicity; empty where the jets themselves are not known
 */
record JetTruth(
    int[] labels, double[] weightsOrNull, List<String> classes, List<JetVariable> variables) {
  static final String ETA = "jet eta";

  /**
   * Checks that the classes are known.
   *
   * @throws MismatchException where they are not
   */
  static void requireLabelled(JetSchema schema) {
    if (!schema.labelled()) {
      throw new MismatchException(
          schema.source() + ": the jets are not labelled; evaluation needs their classes");
    }
  }

  /** Reads what is known of the jets of a source, with the weights they have. */
  static JetTruth read(JetSource source, Console console) {
    requireLabelled(source.schema());
    Gathering gathering = new Gathering();
    try (JetProgress progress = console.progress("reading jets", source.schema().jets().orElse(0));
        JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        gathering.add(block);
        progress.add(block.size());
      }
    }
    return gathering.truth(source.schema().classes());
  }

  /** Takes jets in, block by block: 20 bytes a jet, with weights 28. */
  static final class Gathering {
    private static final int VARIABLES = 4;

    private int jets;
    private boolean weighted;
    private int[] labels = new int[0];
    private double[] weights = new double[0];
    private final float[][] variables = new float[VARIABLES][0];

    void add(Jets block) {
      weighted |= block.weights().isPresent();
      grow(jets + block.size());
      System.arraycopy(block.labels().orElseThrow(), 0, labels, jets, block.size());
      block.weights().ifPresent(given -> System.arraycopy(given, 0, weights, jets, block.size()));
      for (int j = 0; j < block.size(); j++) {
        FourMomentum momentum = block.momentum(j);
        variables[0][jets + j] = (float) momentum.pt();
        variables[1][jets + j] = (float) momentum.mass();
        variables[2][jets + j] = (float) momentum.eta();
        variables[3][jets + j] = block.multiplicity(j);
      }
      jets += block.size();
    }

    private void grow(int size) {
      if (size > labels.length || (weighted && size > weights.length)) {
        resize(Math.max(size, labels.length + labels.length / 2));
      }
    }

    private void resize(int room) {
      labels = Arrays.copyOf(labels, room);
      weights = weighted ? Arrays.copyOf(weights, room) : weights;
      for (int v = 0; v < VARIABLES; v++) {
        variables[v] = Arrays.copyOf(variables[v], room);
      }
    }

    JetTruth truth(List<String> classes) {
      resize(jets);
      return new JetTruth(
          labels,
          weighted ? weights : null,
          classes,
          List.of(
              new JetVariable("jet pT", "GeV", variables[0]),
              new JetVariable("jet mass", "GeV", variables[1]),
              new JetVariable(ETA, "", variables[2]),
              new JetVariable("multiplicity", "", variables[3])));
    }
  }
}
