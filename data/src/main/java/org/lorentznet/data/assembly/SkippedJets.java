package org.lorentznet.data.assembly;

import java.util.List;

/**
 * Jets of a file that were left out because they could not be used.
 *
 * @param source the file
 * @param count of jets left out
 * @param read of jets, these included
 * @param reasons a line for each of the first ones, naming the jet
 */
public record SkippedJets(String source, long count, long read, List<String> reasons) {
  /** How many are told of one by one. */
  public static final int MOST_REASONS = 100;

  public SkippedJets {
    reasons = List.copyOf(reasons);
  }
}
