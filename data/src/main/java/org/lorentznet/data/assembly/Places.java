package org.lorentznet.data.assembly;

import java.util.Arrays;

/**
 * For each of some jets or constituents where its numbers lie in a block of rows.
 *
 * @param rows the row
 * @param jets the entry in lists with one a jet; null where a row is a jet
 * @param links the entry in lists with one a link; null for jets, and where there are no links
 * @param constituents the entry in lists with one a constituent; null for jets
 */
record Places(int[] rows, int[] jets, int[] links, int[] constituents) {
  /** Places of jets. */
  static Places ofJets(int[] rows, int[] jets) {
    return new Places(rows, jets, null, null);
  }

  /** Number of jets or constituents. */
  int count() {
    return rows.length;
  }

  /** Where numbers of a level lie. */
  int[] at(Level level) {
    return switch (level) {
      case ROW -> rows;
      case JET -> jets;
      case LINK -> links;
      case CONSTITUENT -> constituents;
    };
  }

  /** Those at some of the places, in that order. */
  Places taken(int[] chosen) {
    return new Places(
        take(rows, chosen), take(jets, chosen), take(links, chosen), take(constituents, chosen));
  }

  static int[] take(int[] values, int[] chosen) {
    return values == null ? null : Arrays.stream(chosen).map(i -> values[i]).toArray();
  }
}
