package org.lorentznet.training;

import java.util.List;
import java.util.Optional;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.FoldedJets;

/**
 * What a network is trained on.
 *
 * @param task e.g. {@code top}, {@code qg}
 * @param training jets it learns from
 * @param validation jets that decide which epoch's weights are kept
 * @param fold of one set's jets, where {@code validation} is one and {@code training} the others
 */
public record TrainingData(
    String task, LabelledJets training, LabelledJets validation, Optional<FoldedJets.Fold> fold) {
  /** Jets of two sets. */
  public TrainingData(String task, LabelledJets training, LabelledJets validation) {
    this(task, training, validation, Optional.empty());
  }

  /**
   * @throws MismatchException where one set has other classes than the other
   */
  public TrainingData {
    if (!training.classes().equals(validation.classes())) {
      throw new MismatchException(
          validation.where()
              + " has the classes "
              + validation.classes()
              + ", "
              + training.where()
              + " has "
              + training.classes());
    }
  }

  /** Names of the classes in label order. */
  public List<String> classes() {
    return training.classes();
  }
}
