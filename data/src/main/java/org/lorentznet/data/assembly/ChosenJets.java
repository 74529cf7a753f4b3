package org.lorentznet.data.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;

/**
 * Some jets of a block on their way to {@link Jets}.
 *
 * @param layout where jets lie
 * @param constituents of these jets; null as long as they have not been read
 */
record ChosenJets(
    BlockColumns columns, JetPlaces layout, Places places, Constituents constituents) {
  /** All jets of a block, before their constituents are read. */
  static ChosenJets all(BlockColumns columns, JetPlaces layout) {
    return new ChosenJets(columns, layout, layout.of(columns), null);
  }

  /** Number of jets. */
  int count() {
    return places.count();
  }

  /** Those of the given numbers. */
  ChosenJets taken(int[] chosen) {
    return new ChosenJets(
        columns,
        layout,
        places.taken(chosen),
        constituents == null ? null : constituents.ofJets(chosen));
  }

  /** Those that are kept. */
  ChosenJets where(boolean[] keep) {
    int[] chosen = numbers(keep);
    return chosen.length == keep.length ? this : taken(chosen);
  }

  /** The numbers of what is kept. */
  static int[] numbers(boolean[] keep) {
    return IntStream.range(0, keep.length).filter(i -> keep[i]).toArray();
  }

  /** Computes what belongs to each jet. */
  Evaluation evaluation() {
    return new Evaluation(columns, places, this::quantity);
  }

  /** A quantity of each jet. */
  double[] quantity(Quantity quantity) {
    return switch (quantity) {
      case JET_ROW -> Arrays.stream(places.rows()).mapToDouble(this::row).toArray();
      case JET_PLACE -> IntStream.range(0, count()).mapToDouble(this::place).toArray();
      case JET_MULTIPLICITY ->
          IntStream.range(0, count()).mapToDouble(constituents::multiplicity).toArray();
      default -> quantity.of(constituents.sums());
    };
  }

  private long row(int rowOfBlock) {
    return columns.block().first() + rowOfBlock;
  }

  private int place(int jet) {
    return layout.events() ? places.jets()[jet] - layout.offsets(columns)[places.rows()[jet]] : 0;
  }

  /** Why a jet cannot be used; null where it can be. */
  String fault(int jet) {
    int[] offsets = constituents.offsets();
    return Jets.fault(constituents.fourMomenta(), offsets[jet], offsets[jet + 1]);
  }

  /** The error of a jet with which something is wrong. */
  BadJetException wrong(int jet, String reason) {
    long row = row(places.rows()[jet]);
    return layout.events()
        ? new BadJetException(columns.file() + ": row " + row, place(jet), reason)
        : new BadJetException(columns.file(), row, reason);
  }

  /** What identifies a jet in a split: some of its columns. */
  static long[] identity(List<Column> columns, int jet) {
    return columns.stream()
        .mapToLong(column ->
            column instanceof Column.Longs(long[] longs) ? longs[jet] : bits(column.asDouble(jet)))
        .toArray();
  }

  /** What identifies a jet in a split: its four-momenta. */
  long[] identity(int jet) {
    int[] offsets = constituents.offsets();
    return Arrays.stream(constituents.fourMomenta(), 4 * offsets[jet], 4 * offsets[jet + 1])
        .mapToLong(ChosenJets::bits)
        .toArray();
  }

  private static long bits(double value) {
    // The sum makes 0 of -0.
    return Double.doubleToLongBits(value + 0.0);
  }
}
