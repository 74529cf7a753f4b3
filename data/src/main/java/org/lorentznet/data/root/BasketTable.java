package org.lorentznet.data.root;

import java.util.Arrays;
import java.util.List;

/**
 * Where the entries of a branch lie.
 *
 * @param branch its name, for messages
 * @param first number of the first entry of each basket, and behind the last the number of entries
 * @param seek where each basket lies in the file
 * @param bytes of each in the file
 * @param embedded in place of these, a basket that came with the branch; else null
 */
record BasketTable(String branch, long[] first, long[] seek, int[] bytes, Basket[] embedded) {
  /**
   * The baskets of a branch.
   *
   * @throws UnreadableBranch where they do not hold all of its entries
   */
  static BasketTable of(RootObject branch) throws UnreadableBranch {
    long entries = branch.integer("fEntries");
    long[] firsts = branch.integers("fBasketEntry");
    long[] seeks = branch.integers("fBasketSeek");
    long[] bytes = branch.integers("fBasketBytes");
    int written = written(branch, seeks, firsts, bytes);
    long next = written == 0 ? 0 : written < firsts.length ? firsts[written] : entries;
    List<Basket> kept = next == entries ? List.of() : embedded(branch);
    int baskets = written + kept.size();
    long[] first = Arrays.copyOf(firsts, baskets + 1);
    first[written] = next;
    for (int i = 0; i < kept.size(); i++) {
      first[written + i + 1] = first[written + i] + kept.get(i).entries();
    }
    Basket[] embedded = new Basket[baskets];
    System.arraycopy(kept.toArray(Basket[]::new), 0, embedded, written, kept.size());
    BasketTable table =
        new BasketTable(
            branch.text("fName"),
            first,
            Arrays.copyOf(seeks, baskets),
            Arrays.stream(bytes).limit(written).mapToInt(Math::toIntExact).toArray(),
            embedded);
    table.requireEntries(entries);
    return table;
  }

  /** Number of baskets that lie in the file on their own. */
  private static int written(RootObject branch, long[] seeks, long[] firsts, long[] bytes)
      throws UnreadableBranch {
    long last = branch.integer("fWriteBasket");
    int written = 0;
    while (written < last && written < seeks.length && seeks[written] != 0) {
      written++;
    }
    if (written > firsts.length || written > bytes.length) {
      throw new UnreadableBranch("a damaged branch: more baskets than places of baskets");
    }
    return written;
  }

  private static List<Basket> embedded(RootObject branch) {
    return branch.object("fBaskets").elements().stream()
        .filter(basket -> basket != null && basket.has("basket"))
        .map(basket -> basket.member("basket", Basket.class))
        .toList();
  }

  private void requireEntries(long entries) throws UnreadableBranch {
    long before = 0;
    for (long next : first) {
      if (next < before) {
        throw new UnreadableBranch("a damaged branch: its baskets overlap");
      }
      before = next;
    }
    if (first[0] != 0 || before != entries) {
      throw new UnreadableBranch(
          "an incomplete branch: its baskets hold entries "
              + first[0]
              + " to "
              + before
              + " of "
              + entries);
    }
  }

  /** Number of entries. */
  long entries() {
    return first[first.length - 1];
  }

  /** Entries of the basket that has most. */
  long mostEntries() {
    long most = 0;
    for (int basket = 0; basket < baskets(); basket++) {
      most = Math.max(most, first[basket + 1] - first[basket]);
    }
    return most;
  }

  /** Number of baskets. */
  int baskets() {
    return seek.length;
  }

  /** The basket that holds an entry. */
  int basketOf(long entry) {
    int found = Arrays.binarySearch(first, entry);
    int basket = found >= 0 ? found : -found - 2;
    // Of empty baskets in a row, the last begins where the entry does.
    while (basket + 1 < baskets() && first[basket + 1] == entry) {
      basket++;
    }
    return basket;
  }
}
