package org.lorentznet.data.score;

import java.util.Map;
import java.util.Optional;
import org.lorentznet.jet.Column;

/**
 * Scores of some jets.
 *
 * @param firstIndex number of the first jet in its source; the others follow
 * @param labels class of each jet, where known
 * @param logits of the classes of each jet in turn; jets x classes
 * @param probabilities the same for probabilities
 * @param kept jet columns carried along, by name
 */
@SuppressWarnings("ArrayRecordComponent") // shared, not copied, as all columns of numbers here
public record ScoreBlock(
    long firstIndex,
    Optional<int[]> labels,
    float[] logits,
    float[] probabilities,
    Map<String, Column> kept) {
  public ScoreBlock {
    if (logits.length != probabilities.length) {
      throw new IllegalArgumentException(
          logits.length + " logits, " + probabilities.length + " probabilities");
    }
  }
}
