package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;
import org.lorentznet.errors.FileFormatException;

/** Finds the constituents of jets in one collection. */
sealed interface Members {
  /**
   * The constituents of some jets, without four-momenta.
   *
   * @param all places of all jets of the block
   * @param chosen numbers of those whose constituents are wanted, ascending
   */
  Constituents of(BlockColumns columns, Places all, int[] chosen);

  /**
   * All of the jet's row: where a row is a jet, or where nearness to the jet's axis decides in the
   * end.
   *
   * @param lists with an entry a constituent
   */
  record OfRow(List<Input.OfColumn> lists) implements Members {
    @Override
    public Constituents of(BlockColumns columns, Places all, int[] chosen) {
      int[] rowOffsets = columns.offsets(lists);
      CollectedMembers collected = new CollectedMembers(all, chosen);
      for (int jet = 0; jet < chosen.length; jet++) {
        int row = all.rows()[chosen[jet]];
        for (int entry = rowOffsets[row]; entry < rowOffsets[row + 1]; entry++) {
          collected.add(jet, -1, entry);
        }
      }
      return collected.constituents();
    }
  }

  /**
   * As many of the row's as a jet says it has, the first jet's first.
   *
   * @param lists with an entry a constituent
   */
  record Counted(List<Input.OfColumn> lists, Bound count, JetPlaces jets) implements Members {
    @Override
    public Constituents of(BlockColumns columns, Places all, int[] chosen) {
      int[] rowOffsets = columns.offsets(lists);
      double[] counts = new Evaluation(columns, all, Members::nothing).numbers(count);
      int[] first = new int[all.count() + 1];
      for (int jet = 0, next = 0; jet < all.count(); jet++) {
        int row = all.rows()[jet];
        if (jet == 0 || all.rows()[jet - 1] != row) {
          next = rowOffsets[row];
        }
        int left = rowOffsets[row + 1] - next;
        if (!(counts[jet] >= 0 && counts[jet] <= left && counts[jet] == Math.rint(counts[jet]))) {
          throw wrong(
              columns,
              row,
              "'"
                  + count.expression()
                  + "' is "
                  + text(counts[jet])
                  + " where "
                  + left
                  + " constituents are left");
        }
        first[jet] = next;
        next += (int) counts[jet];
      }
      CollectedMembers collected = new CollectedMembers(all, chosen);
      for (int jet = 0; jet < chosen.length; jet++) {
        for (int i = 0; i < counts[chosen[jet]]; i++) {
          collected.add(jet, -1, first[chosen[jet]] + i);
        }
      }
      return collected.constituents();
    }
  }

  /**
   * Those that links lead to.
   *
   * @param jet of each link, its jet's place in the row
   * @param constituent of each link, its constituent's place in the row; null where the links lie
   *     in the constituents' own lists
   * @param links lists with an entry a link
   * @param lists with an entry a constituent
   */
  record Linked(
      Input.OfColumn jet,
      Input.OfColumn constituent,
      List<Input.OfColumn> links,
      List<Input.OfColumn> lists,
      JetPlaces jets)
      implements Members {
    @Override
    public Constituents of(BlockColumns columns, Places all, int[] chosen) {
      int[] jetOffsets = jets.offsets(columns);
      int[] linkOffsets = columns.offsets(links);
      int[] rowOffsets = constituent == null ? linkOffsets : columns.offsets(lists);
      int[] numberOf = new int[all.count()];
      Arrays.fill(numberOf, -1);
      for (int jet = 0; jet < chosen.length; jet++) {
        numberOf[chosen[jet]] = jet;
      }
      CollectedMembers collected = new CollectedMembers(all, chosen);
      for (int row = 0; row + 1 < linkOffsets.length; row++) {
        for (int link = linkOffsets[row]; link < linkOffsets[row + 1]; link++) {
          int to = place(columns, jet, link, row, jetOffsets, "jets");
          int entry =
              constituent == null
                  ? link
                  : place(columns, constituent, link, row, rowOffsets, "constituents");
          if (to >= 0 && entry >= 0 && numberOf[to] >= 0) {
            collected.add(numberOf[to], link, entry);
          }
        }
      }
      return collected.constituents();
    }

    /** What a link leads to, among all of the block; negative where it leads nowhere. */
    private static int place(
        BlockColumns columns,
        Input.OfColumn column,
        int link,
        int row,
        int[] offsets,
        String what) {
      double place = columns.values(column.column()).values().asDouble(link);
      int there = offsets[row + 1] - offsets[row];
      if (!(place < there && place == Math.rint(place))) {
        throw wrong(
            columns,
            row,
            "'"
                + column.column().name()
                + "' is "
                + text(place)
                + ", there are "
                + there
                + " "
                + what);
      }
      return place < 0 ? -1 : offsets[row] + (int) place;
    }
  }

  private static FileFormatException wrong(BlockColumns columns, int row, String problem) {
    return new FileFormatException(
        columns.file(), "row " + (columns.block().first() + row) + ": " + problem);
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static double[] nothing(Quantity quantity) {
    throw new IllegalStateException(quantity + " is not known yet");
  }
}
