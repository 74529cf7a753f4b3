package org.lorentznet.data.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lorentznet.jet.Column;

/** Computes the columns of constituents, which may come from several collections. */
final class ConstituentColumns {
  private final List<CollectionReader> collections;
  private final Constituents constituents;

  /** For each collection the numbers of its constituents. */
  private final List<int[]> members = new ArrayList<>();

  private final List<Evaluation> evaluations = new ArrayList<>();

  /**
   * @param jets whose constituents they are, all of them
   * @param constituents those that are kept
   */
  ConstituentColumns(
      List<CollectionReader> collections, ChosenJets jets, Constituents constituents) {
    this.collections = collections;
    this.constituents = constituents;
    int[] jetOfEach = constituents.jetOfEach();
    for (int c = 0; c < collections.size(); c++) {
      int[] own = members(c);
      members.add(own);
      evaluations.add(
          new Evaluation(
              jets.columns(),
              constituents.places().taken(own),
              quantity ->
                  quantity.ofConstituent()
                      ? taken(quantity.of(constituents.fourMomenta()), own)
                      : taken(jets.quantity(quantity), Places.take(jetOfEach, own))));
    }
  }

  private int[] members(int collection) {
    int[] of = constituents.collection();
    return IntStream.range(0, constituents.count())
        .filter(i -> of == null || of[i] == collection)
        .toArray();
  }

  private static double[] taken(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> values[i]).toArray();
  }

  /** The columns by name. */
  Map<String, Column> columns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    List<BoundColumn> first = collections.getFirst().columns();
    for (int f = 0; f < first.size(); f++) {
      List<Column> parts = new ArrayList<>();
      for (int c = 0; c < collections.size(); c++) {
        parts.add(collections.get(c).columns().get(f).column(evaluations.get(c)));
      }
      columns.put(first.get(f).name(), parts.size() == 1 ? parts.getFirst() : inOrder(parts));
    }
    return columns;
  }

  /** Values of several collections in the order of the constituents. */
  private Column inOrder(List<Column> parts) {
    long[] whole = new long[constituents.count()];
    double[] numbers = new double[constituents.count()];
    boolean allWhole = true;
    for (int c = 0; c < parts.size(); c++) {
      for (int i = 0; i < parts.get(c).size(); i++) {
        int to = members.get(c)[i];
        numbers[to] = parts.get(c).asDouble(i);
        if (parts.get(c) instanceof Column.Longs(long[] values)) {
          whole[to] = values[i];
        } else {
          allWhole = false;
        }
      }
    }
    return allWhole ? new Column.Longs(whole) : new Column.Doubles(numbers);
  }

  /**
   * Why a jet cannot be used: a column that was asked for by name has no finite value.
   *
   * @return words that follow the jet's name; null where the jet can be used
   */
  String fault(Map<String, Column> columns, int jet) {
    for (BoundColumn column : collections.getFirst().columns()) {
      Column values = columns.get(column.name());
      if (!column.named() || values instanceof Column.Longs) {
        continue;
      }
      int first = constituents.offsets()[jet];
      for (int i = first; i < constituents.offsets()[jet + 1]; i++) {
        if (!Double.isFinite(values.asDouble(i))) {
          return "constituent "
              + (i - first)
              + " has '"
              + column.name()
              + "' "
              + values.asDouble(i)
              + " (finite expected)";
        }
      }
    }
    return null;
  }
}
