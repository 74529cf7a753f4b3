package org.lorentznet.training;

import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSet;
import org.lorentznet.jet.Jets;

/**
 * What a network is trained on.
 *
 * @param task e.g. {@code top}, {@code qg}
 * @param classes names of the classes in label order
 * @param training jets it learns from
 * @param trainingNames where these come from, as the user named it
 * @param validation jets that decide which epoch's weights are kept
 * @param validationNames where these come from, as the user named it
 */
public record TrainingData(
    String task,
    List<String> classes,
    JetSet training,
    List<String> trainingNames,
    JetSet validation,
    List<String> validationNames) {
  /**
   * @throws MismatchException where there are no jets, or one is without a class or of an unknown
   *     one
   */
  public TrainingData {
    classes = List.copyOf(classes);
    trainingNames = List.copyOf(trainingNames);
    validationNames = List.copyOf(validationNames);
    requireLabels("training", training, trainingNames, classes);
    requireLabels("validation", validation, validationNames, classes);
  }

  private static void requireLabels(
      String purpose, JetSet jets, List<String> names, List<String> classes) {
    String where = String.join(", ", names) + " (" + purpose + ")";
    if (jets.size() == 0) {
      throw new MismatchException(where + ": there are no jets");
    }
    for (Jets block : jets.blocks()) {
      int[] labels =
          block
              .labels()
              .orElseThrow(() -> new MismatchException(where + ": jets are without their class"));
      for (int j = 0; j < block.size(); j++) {
        if (labels[j] < 0 || labels[j] >= classes.size()) {
          throw new MismatchException(
              where
                  + ": jet "
                  + block.index(j)
                  + " has label "
                  + labels[j]
                  + ", expected 0 to "
                  + (classes.size() - 1)
                  + " ("
                  + String.join(", ", classes)
                  + ")");
        }
      }
    }
  }
}
