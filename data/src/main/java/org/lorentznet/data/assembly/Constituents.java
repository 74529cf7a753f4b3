package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;

/**
 * Constituents of some jets of a block, those of each jet side by side.
 *
 * @param offsets jets + 1 ascending numbers
 * @param collection which collection each comes from; null where there is one only
 * @param places where their numbers lie in that collection's columns
 * @param fourMomenta E, px, py, pz of each in turn, GeV
 */
record Constituents(int[] offsets, int[] collection, Places places, double[] fourMomenta) {
  /** Number of jets. */
  int jets() {
    return offsets.length - 1;
  }

  /** Number of constituents of all jets. */
  int count() {
    return offsets[jets()];
  }

  /** Number of constituents of jet {@code jet}. */
  int multiplicity(int jet) {
    return offsets[jet + 1] - offsets[jet];
  }

  /** For each constituent the number of its jet. */
  int[] jetOfEach() {
    int[] jet = new int[count()];
    for (int j = 0; j < jets(); j++) {
      Arrays.fill(jet, offsets[j], offsets[j + 1], j);
    }
    return jet;
  }

  /** Those of some jets, in that order. */
  Constituents ofJets(int[] chosen) {
    int[] kept = new int[chosen.length + 1];
    for (int j = 0; j < chosen.length; j++) {
      kept[j + 1] = kept[j] + multiplicity(chosen[j]);
    }
    int[] rows = new int[kept[chosen.length]];
    for (int j = 0; j < chosen.length; j++) {
      for (int i = kept[j]; i < kept[j + 1]; i++) {
        rows[i] = offsets[chosen[j]] + i - kept[j];
      }
    }
    return taken(kept, rows);
  }

  /** Those that are kept. */
  Constituents where(boolean[] keep) {
    int[] kept = new int[offsets.length];
    int[] rows = new int[count()];
    int count = 0;
    for (int j = 0; j < jets(); j++) {
      for (int i = offsets[j]; i < offsets[j + 1]; i++) {
        if (keep[i]) {
          rows[count++] = i;
        }
      }
      kept[j + 1] = count;
    }
    return count == keep.length ? this : taken(kept, Arrays.copyOf(rows, count));
  }

  private Constituents taken(int[] newOffsets, int[] rows) {
    double[] momenta = new double[4 * rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(fourMomenta, 4 * rows[i], momenta, 4 * i, 4);
    }
    return new Constituents(newOffsets, Places.take(collection, rows), places.taken(rows), momenta);
  }

  /** The constituents of the same jets from several collections, put together jet by jet. */
  static Constituents merged(List<Constituents> parts) {
    int jets = parts.getFirst().jets();
    int[] offsets = new int[jets + 1];
    for (Constituents part : parts) {
      for (int j = 0; j <= jets; j++) {
        offsets[j] += part.offsets[j];
      }
    }
    int count = offsets[jets];
    int[] collection = new int[count];
    int[][] merged = new int[4][count];
    double[] momenta = new double[4 * count];
    int[] next = offsets.clone();
    for (int c = 0; c < parts.size(); c++) {
      Constituents part = parts.get(c);
      for (int j = 0; j < jets; j++) {
        for (int i = part.offsets[j]; i < part.offsets[j + 1]; i++) {
          int to = next[j]++;
          collection[to] = c;
          for (Level level : Level.values()) {
            int[] from = part.places.at(level);
            merged[level.ordinal()][to] = from == null ? 0 : from[i];
          }
          System.arraycopy(part.fourMomenta, 4 * i, momenta, 4 * to, 4);
        }
      }
    }
    Places places = new Places(merged[0], merged[1], merged[2], merged[3]);
    return new Constituents(offsets, collection, places, momenta);
  }

  /** Which constituents to keep so that no jet has more than the {@code most} of largest pT. */
  boolean[] hardest(int most) {
    boolean[] keep = new boolean[count()];
    for (int j = 0; j < jets(); j++) {
      int size = multiplicity(j);
      if (size <= most) {
        Arrays.fill(keep, offsets[j], offsets[j + 1], true);
        continue;
      }
      Integer[] order = new Integer[size];
      int first = offsets[j];
      Arrays.setAll(order, i -> first + i);
      // Stable: of constituents of the same pT the first come first.
      Arrays.sort(order, (a, b) -> Double.compare(squaredPt(b), squaredPt(a)));
      for (int i = 0; i < most; i++) {
        keep[order[i]] = true;
      }
    }
    return keep;
  }

  private double squaredPt(int i) {
    double px = fourMomenta[4 * i + 1];
    double py = fourMomenta[4 * i + 2];
    return px * px + py * py;
  }

  /** The sum of each jet's four-momenta: E, px, py, pz of each jet in turn, GeV. */
  double[] sums() {
    double[] sums = new double[4 * jets()];
    for (int j = 0; j < jets(); j++) {
      for (int k = 4 * offsets[j]; k < 4 * offsets[j + 1]; k++) {
        sums[4 * j + k % 4] += fourMomenta[k];
      }
    }
    return sums;
  }
}
