package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;

/**
 * Where the jets of a block lie: a jet a row, or, where a row is an event, an entry of its lists.
 *
 * @param lists with an entry a jet; empty where a row is a jet
 */
record JetPlaces(List<Input.OfColumn> lists) {
  /** All jets of a block. */
  Places of(BlockColumns columns) {
    int rows = columns.block().rows();
    if (lists.isEmpty()) {
      int[] numbers = new int[rows];
      Arrays.setAll(numbers, row -> row);
      return Places.ofJets(numbers, null);
    }
    int[] offsets = columns.offsets(lists);
    int[] row = new int[offsets[rows]];
    int[] entry = new int[offsets[rows]];
    for (int r = 0; r < rows; r++) {
      Arrays.fill(row, offsets[r], offsets[r + 1], r);
    }
    Arrays.setAll(entry, jet -> jet);
    return Places.ofJets(row, entry);
  }

  /** Whether a row may hold several jets. */
  boolean events() {
    return !lists.isEmpty();
  }

  /** Where each row's jets begin among all jets of a block: rows + 1 ascending numbers. */
  int[] offsets(BlockColumns columns) {
    return columns.offsets(lists);
  }
}
