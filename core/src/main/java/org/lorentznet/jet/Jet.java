package org.lorentznet.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.BadJetException;

/**
 * One jet that a program puts together constituent by constituent, has scored, and {@linkplain
 * #clear clears} for the next. Once it has held the largest jet it allocates nothing more. Not for
 * use by several threads at once.
 */
public final class Jet {
  private static final int FIRST_CAPACITY = 64;

  private double[] fourMomenta = new double[4 * FIRST_CAPACITY];
  private final Map<String, Column> columns = new LinkedHashMap<>();

  /** The columns' values, to go through without an iterator. */
  private final List<double[]> values = new ArrayList<>();

  private int constituents;

  /** A jet without constituents. */
  public Jet() {}

  /** {@return the number of constituents} */
  public int constituents() {
    return constituents;
  }

  /**
   * Takes all constituents away, and keeps the columns' names.
   *
   * @return this
   */
  public Jet clear() {
    constituents = 0;
    return this;
  }

  /**
   * Adds a constituent, whose further columns are 0 until they are {@linkplain #set set}.
   *
   * @param e energy, GeV
   * @param px momentum along x, GeV
   * @param py momentum along y, GeV
   * @param pz momentum along z, the beam axis, GeV
   * @return this
   */
  public Jet add(double e, double px, double py, double pz) {
    int at = 4 * constituents;
    if (at == fourMomenta.length) {
      grow();
    }
    fourMomenta[at] = e;
    fourMomenta[at + 1] = px;
    fourMomenta[at + 2] = py;
    fourMomenta[at + 3] = pz;
    for (int c = 0; c < values.size(); c++) {
      values.get(c)[constituents] = 0;
    }
    constituents++;
    return this;
  }

  private void grow() {
    fourMomenta = Arrays.copyOf(fourMomenta, 2 * fourMomenta.length);
    values.clear();
    columns.replaceAll((name, column) -> {
      double[] grown = Arrays.copyOf(values(column), fourMomenta.length / 4);
      values.add(grown);
      return new Column.Doubles(grown);
    });
  }

  /**
   * Sets a further column of the constituent added last, e.g. {@code pid}, the particle's code.
   *
   * @param column as the model names it ({@code JetTagger.columns})
   * @param value in the unit that the model was trained with
   * @return this
   * @throws IllegalStateException where there is no constituent yet
   */
  public Jet set(String column, double value) {
    if (constituents == 0) {
      throw new IllegalStateException("a constituent has to be added first");
    }
    Column known = columns.get(column);
    if (known == null) {
      double[] added = new double[fourMomenta.length / 4];
      values.add(added);
      known = new Column.Doubles(added);
      columns.put(column, known);
    }
    values(known)[constituents - 1] = value;
    return this;
  }

  private static double[] values(Column column) {
    return ((Column.Doubles) column).values();
  }

  /** E, px, py, pz of each constituent in turn, GeV; longer than the jet. Not to be written to. */
  double[] fourMomenta() {
    return fourMomenta;
  }

  /** Columns with a value a constituent; longer than the jet. */
  Map<String, Column> columns() {
    return columns;
  }

  /** {@return the same jet as a block of one, sharing nothing with this} */
  public Jets toJets() {
    Map<String, Column> features = new LinkedHashMap<>();
    columns.forEach((name, column) -> features.put(name, column.slice(0, constituents)));
    return new Jets(
        0,
        new int[] {0, constituents},
        Arrays.copyOf(fourMomenta, 4 * constituents),
        Jets.Precision.FLOAT64,
        features,
        Map.of(),
        null);
  }

  /**
   * Checks that the jet can be used.
   *
   * @throws BadJetException where it is empty, or holds a component that is not finite, or a
   *     negative energy
   */
  public void requireUsable() {
    String fault = Jets.fault(fourMomenta, 0, constituents);
    if (fault != null) {
      throw new BadJetException("the given jet", 0, fault);
    }
  }
}
