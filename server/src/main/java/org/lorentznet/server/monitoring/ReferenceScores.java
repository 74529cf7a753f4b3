package org.lorentznet.server.monitoring;

import java.nio.file.Path;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.data.score.ScoreTable;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.model.ScoreDistribution;

/** Score files as references: how probabilities are distributed where all is well. */
public final class ReferenceScores {
  private ReferenceScores() {}

  /**
   * Takes the distribution from a score file.
   *
   * @param classes of the model whose scores it holds
   * @throws org.lorentznet.errors.UserException where it cannot be read, holds too few jets, or has
   *     other classes
   */
  public static ScoreDistribution read(Path file, int classes) {
    ScoreTable table = ScoreFile.read(file);
    if (table.classes() != classes) {
      throw new MismatchException(
          file + " has scores for " + table.classes() + " classes, the model has " + classes);
    }
    float[] probabilities = new float[table.jets() * classes];
    for (int jet = 0; jet < table.jets(); jet++) {
      for (int k = 0; k < classes; k++) {
        probabilities[jet * classes + k] = (float) probability(table, jet, k);
      }
    }
    return ScoreDistribution.of(probabilities, classes)
        .orElseThrow(() ->
            new MismatchException(
                file
                    + " has scores of "
                    + table.jets()
                    + " jets; "
                    + ScoreDistribution.LEAST_JETS
                    + " are the least"));
  }

  private static double probability(ScoreTable table, int jet, int k) {
    if (table.probabilities().isPresent()) {
      return table.probabilities().get()[jet * table.classes() + k];
    }
    double signal = table.signalScores()[jet];
    return k == 1 ? signal : 1 - signal;
  }
}
