package org.lorentznet.calibration;

import java.util.List;

/**
 * What several members say of jets together: networks of an ensemble, samples of dropout. The
 * probability is the members' mean (B. Lakshminarayanan et al., arXiv 1612.01474), and its spread
 * their standard deviation: how much they disagree.
 *
 * @param logits ln of the probabilities: jets x classes
 * @param probabilities jets x classes
 * @param spreads jets x classes; 0 of a single member
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied
public record JointScores(float[] logits, float[] probabilities, float[] spreads) {
  /** ln of no probability at all: of less than single precision holds. */
  private static final double LEAST = Double.MIN_NORMAL;

  /**
   * Joins what members say.
   *
   * @param members of each the probabilities of all jets, jets x classes; at least one
   * @return their means and their spread
   */
  public static JointScores of(List<double[]> members) {
    int size = members.get(0).length;
    float[] logits = new float[size];
    float[] probabilities = new float[size];
    float[] spreads = new float[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (double[] member : members) {
        sum += member[i];
      }
      double mean = sum / members.size();
      double squares = 0;
      for (double[] member : members) {
        squares += (member[i] - mean) * (member[i] - mean);
      }
      logits[i] = (float) StrictMath.log(Math.max(LEAST, mean));
      probabilities[i] = (float) mean;
      spreads[i] = members.size() < 2 ? 0 : (float) Math.sqrt(squares / (members.size() - 1));
    }
    return new JointScores(logits, probabilities, spreads);
  }
}
