package org.lorentznet.metrics;

/**
 * Some jets of a sample, one after the other.
 *
 * @param first number of the first in the sample, for messages
 * @param output what the tagger says of each
 * @param labels each jet's class
 * @param weightsOrNull a jet's weight, not negative; null counts every jet once
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied
public record ScoredBlock(long first, TaggerOutput output, int[] labels, double[] weightsOrNull) {
  /**
   * @throws org.lorentznet.errors.MismatchException for as many labels or weights as there are not
   *     jets
   * @throws BadScoresException for a label that is no class, or a negative weight
   */
  public ScoredBlock {
    JetChecks.require(first, output.jets(), output.classes(), labels, weightsOrNull);
  }

  int jets() {
    return labels.length;
  }

  double weight(int jet) {
    return weightsOrNull == null ? 1 : weightsOrNull[jet];
  }
}
