package org.lorentznet.data.assembly;

import java.util.Arrays;

/** Constituents found in any order of their jets, put in order. */
final class CollectedMembers {
  private final Places all;
  private final int[] chosen;
  private final int[] counts;
  private int[] jets = new int[1024];
  private int[] links = new int[1024];
  private int[] entries = new int[1024];
  private int count;

  CollectedMembers(Places all, int[] chosen) {
    this.all = all;
    this.chosen = chosen;
    counts = new int[chosen.length];
  }

  void add(int jet, int link, int entry) {
    if (count == jets.length) {
      jets = Arrays.copyOf(jets, 2 * count);
      links = Arrays.copyOf(links, 2 * count);
      entries = Arrays.copyOf(entries, 2 * count);
    }
    jets[count] = jet;
    links[count] = link;
    entries[count++] = entry;
    counts[jet]++;
  }

  Constituents constituents() {
    int[] offsets = new int[chosen.length + 1];
    for (int jet = 0; jet < chosen.length; jet++) {
      offsets[jet + 1] = offsets[jet] + counts[jet];
    }
    int[] next = Arrays.copyOf(offsets, chosen.length);
    int[] rows = new int[count];
    int[] jetEntries = all.jets() == null ? null : new int[count];
    int[] linked = new int[count];
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int to = next[jets[i]]++;
      int jet = chosen[jets[i]];
      rows[to] = all.rows()[jet];
      if (jetEntries != null) {
        jetEntries[to] = all.jets()[jet];
      }
      linked[to] = links[i];
      places[to] = entries[i];
    }
    return new Constituents(
        offsets, null, new Places(rows, jetEntries, linked, places), new double[4 * count]);
  }
}
