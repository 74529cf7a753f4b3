package org.lorentznet.jet;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.geometry.FourMomentum;

/**
 * A ragged block of jets: the constituents of jet {@code j} are the rows {@code offset(j)} to
 * {@code offset(j + 1) - 1} of every constituent array. Immutable by convention: arrays are shared,
 * not copied, and nobody writes to them.
 */
public final class Jets {
  /** Precision in which the source holds four-momenta; they are always doubles here. */
  public enum Precision {
    /** 24 bits of mantissa, 7 decimal digits. */
    FLOAT32,
    /** 53 bits of mantissa, 16 decimal digits. */
    FLOAT64
  }

  private final long firstIndex;
  private final int[] offsets;
  private final double[] fourMomenta;
  private final Precision precision;
  private final Map<String, Column> constituentFeatures;
  private final Map<String, Column> jetFeatures;
  private final int[] labels;
  private final double[] weights;

  /**
   * Jets that all weigh the same.
   *
   * @param firstIndex number of the block's first jet in its source
   * @param offsets jets + 1 ascending row numbers, the first 0
   * @param fourMomenta E, px, py, pz of each constituent in turn, GeV; length 4 x constituents
   * @param precision the source's
   * @param constituentFeatures further columns with a value a constituent, by name
   * @param jetFeatures columns with a value a jet, by name
   * @param labels class of each jet, or null where the source has none
   */
  public Jets(
      long firstIndex,
      int[] offsets,
      double[] fourMomenta,
      Precision precision,
      Map<String, Column> constituentFeatures,
      Map<String, Column> jetFeatures,
      int[] labels) {
    this(
        firstIndex,
        offsets,
        fourMomenta,
        precision,
        constituentFeatures,
        jetFeatures,
        labels,
        null);
  }

  private Jets(
      long firstIndex,
      int[] offsets,
      double[] fourMomenta,
      Precision precision,
      Map<String, Column> constituentFeatures,
      Map<String, Column> jetFeatures,
      int[] labels,
      double[] weights) {
    int jets = offsets.length - 1;
    if (jets < 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets must begin with 0");
    }
    for (int j = 0; j < jets; j++) {
      if (offsets[j + 1] < offsets[j]) {
        throw new IllegalArgumentException("offsets fall at jet " + j);
      }
    }
    int rows = offsets[jets];
    if (fourMomenta.length != 4 * rows) {
      throw new IllegalArgumentException(
          fourMomenta.length + " four-momentum components for " + rows + " constituents");
    }
    constituentFeatures.forEach((name, column) -> requireSize(name, column, rows));
    jetFeatures.forEach((name, column) -> requireSize(name, column, jets));
    if (labels != null && labels.length != jets) {
      throw new IllegalArgumentException(labels.length + " labels for " + jets + " jets");
    }
    if (weights != null && weights.length != jets) {
      throw new IllegalArgumentException(weights.length + " weights for " + jets + " jets");
    }
    this.firstIndex = firstIndex;
    this.offsets = offsets;
    this.fourMomenta = fourMomenta;
    this.precision = precision;
    this.constituentFeatures =
        Collections.unmodifiableMap(new LinkedHashMap<>(constituentFeatures));
    this.jetFeatures = Collections.unmodifiableMap(new LinkedHashMap<>(jetFeatures));
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * {@return jets from plain arrays, in double precision, without labels}
   *
   * @param offsets jets + 1 ascending row numbers, the first 0: jet j has the constituents
   *     offsets[j] to offsets[j + 1] - 1
   * @param fourMomenta E, px, py, pz of each constituent in turn, GeV; length 4 x constituents
   * @throws IllegalArgumentException where the arrays do not fit together
   */
  public static Jets of(int[] offsets, double[] fourMomenta) {
    return new Jets(0, offsets, fourMomenta, Precision.FLOAT64, Map.of(), Map.of(), null);
  }

  /**
   * {@return one jet from a plain array}
   *
   * @param fourMomenta E, px, py, pz of each constituent in turn, GeV; length 4 x constituents
   */
  public static Jets of(double... fourMomenta) {
    return of(new int[] {0, fourMomenta.length / 4}, fourMomenta);
  }

  /**
   * {@return the same jets with one more column, e.g. {@code pid}, the particles' codes}
   *
   * @param name of the column
   * @param values one for each constituent
   * @throws IllegalArgumentException where there are not as many
   */
  public Jets withColumn(String name, double[] values) {
    Map<String, Column> columns = new LinkedHashMap<>(constituentFeatures);
    columns.put(name, new Column.Doubles(values));
    return new Jets(
        firstIndex, offsets, fourMomenta, precision, columns, jetFeatures, labels, weights);
  }

  private static void requireSize(String name, Column column, int expected) {
    if (column.size() != expected) {
      throw new IllegalArgumentException(
          "column " + name + " has " + column.size() + " values, expected " + expected);
    }
  }

  /** {@return the number of jets} */
  public int size() {
    return offsets.length - 1;
  }

  /** {@return the number of constituents of all jets} */
  public int constituents() {
    return offsets[offsets.length - 1];
  }

  /**
   * {@return the number of jet {@code jet}'s source row}
   *
   * @param jet number of the jet, from 0
   */
  public long index(int jet) {
    return firstIndex + jet;
  }

  /**
   * {@return the first row of jet {@code jet}; {@code offset(size())} is the number of
   * constituents}
   *
   * @param jet number of the jet, from 0
   */
  public int offset(int jet) {
    return offsets[jet];
  }

  /**
   * {@return the number of constituents of jet {@code jet}}
   *
   * @param jet number of the jet, from 0
   */
  public int multiplicity(int jet) {
    return offsets[jet + 1] - offsets[jet];
  }

  /** {@return E, px, py, pz of each constituent in turn, GeV} Not to be written to. */
  public double[] fourMomenta() {
    return fourMomenta;
  }

  /**
   * {@return the sum of jet {@code jet}'s constituents, GeV}
   *
   * @param jet number of the jet, from 0
   */
  public FourMomentum fourMomentum(int jet) {
    double e = 0;
    double px = 0;
    double py = 0;
    double pz = 0;
    for (int k = 4 * offsets[jet]; k < 4 * offsets[jet + 1]; k += 4) {
      e += fourMomenta[k];
      px += fourMomenta[k + 1];
      py += fourMomenta[k + 2];
      pz += fourMomenta[k + 3];
    }
    return new FourMomentum(e, px, py, pz);
  }

  /** {@return the precision in which the source holds four-momenta} */
  public Precision precision() {
    return precision;
  }

  /**
   * {@return the sum of the four-momenta of jet {@code jet}'s constituents}
   *
   * @param jet number of the jet, from 0
   */
  public FourMomentum momentum(int jet) {
    double[] sum = new double[4];
    for (int row = offsets[jet]; row < offsets[jet + 1]; row++) {
      for (int c = 0; c < 4; c++) {
        sum[c] += fourMomenta[4 * row + c];
      }
    }
    return new FourMomentum(sum[0], sum[1], sum[2], sum[3]);
  }

  /** {@return columns with a value a constituent, in the source's order} */
  public Map<String, Column> constituentFeatures() {
    return constituentFeatures;
  }

  /** {@return columns with a value a jet, in the source's order} */
  public Map<String, Column> jetFeatures() {
    return jetFeatures;
  }

  /** {@return the class of each jet, where the source has one} Not to be written to. */
  public Optional<int[]> labels() {
    return Optional.ofNullable(labels);
  }

  /**
   * {@return how much jet {@code jet} counts in a loss or a mean; 1 where no weights were given}
   *
   * @param jet number of the jet, from 0
   */
  public double weight(int jet) {
    return weights == null ? 1 : weights[jet];
  }

  /** {@return the weight of each jet, where weights were given} Not to be written to. */
  public Optional<double[]> weights() {
    return Optional.ofNullable(weights);
  }

  /**
   * {@return the same jets with other weights}
   *
   * @param given one for each jet, finite and not negative; null where all weigh 1
   */
  public Jets withWeights(double[] given) {
    return new Jets(
        firstIndex,
        offsets,
        fourMomenta,
        precision,
        constituentFeatures,
        jetFeatures,
        labels,
        given);
  }

  /**
   * {@return the same jets with other four-momenta}
   *
   * @param others E, px, py, pz of each constituent in turn, GeV
   */
  public Jets withFourMomenta(double[] others) {
    return new Jets(
        firstIndex, offsets, others, precision, constituentFeatures, jetFeatures, labels, weights);
  }

  /**
   * {@return the same jets, the first numbered {@code first}: a block of one file among several}
   *
   * @param first number of the first jet
   */
  public Jets numberedFrom(long first) {
    return new Jets(
        first, offsets, fourMomenta, precision, constituentFeatures, jetFeatures, labels, weights);
  }

  /**
   * {@return the same jets with some of their constituent columns, and no jet column}
   *
   * @param constituentColumns names of those to keep
   */
  public Jets withOnly(Set<String> constituentColumns) {
    Map<String, Column> kept = new LinkedHashMap<>(constituentFeatures);
    kept.keySet().retainAll(constituentColumns);
    return new Jets(firstIndex, offsets, fourMomenta, precision, kept, Map.of(), labels, weights);
  }

  /** {@return the bytes that the values take in memory} */
  public long bytes() {
    long bytes = (long) Double.BYTES * fourMomenta.length + (long) Integer.BYTES * offsets.length;
    bytes += labels == null ? 0 : (long) Integer.BYTES * labels.length;
    bytes += weights == null ? 0 : (long) Double.BYTES * weights.length;
    for (Column column : constituentFeatures.values()) {
      bytes += column.bytes();
    }
    for (Column column : jetFeatures.values()) {
      bytes += column.bytes();
    }
    return bytes;
  }

  /**
   * {@return the jets {@code from} to {@code to - 1}, sharing nothing that would keep the others in
   * memory}
   *
   * @param from first jet
   * @param to the jet behind the last
   */
  public Jets slice(int from, int to) {
    int firstRow = offsets[from];
    int lastRow = offsets[to];
    int[] sliced = Arrays.copyOfRange(offsets, from, to + 1);
    for (int j = 0; j < sliced.length; j++) {
      sliced[j] -= firstRow;
    }
    Map<String, Column> constituent = new LinkedHashMap<>();
    constituentFeatures.forEach(
        (name, column) -> constituent.put(name, column.slice(firstRow, lastRow)));
    Map<String, Column> jet = new LinkedHashMap<>();
    jetFeatures.forEach((name, column) -> jet.put(name, column.slice(from, to)));
    return new Jets(
        firstIndex + from,
        sliced,
        Arrays.copyOfRange(fourMomenta, 4 * firstRow, 4 * lastRow),
        precision,
        constituent,
        jet,
        labels == null ? null : Arrays.copyOfRange(labels, from, to),
        weights == null ? null : Arrays.copyOfRange(weights, from, to));
  }

  /**
   * {@return blocks that follow each other as one}
   *
   * @param blocks at least one, all with the same columns, labelled or not, with weights or not
   */
  public static Jets join(List<Jets> blocks) {
    Jets head = blocks.get(0);
    if (blocks.size() == 1) {
      return head;
    }
    int jets = blocks.stream().mapToInt(Jets::size).sum();
    int rows = blocks.stream().mapToInt(Jets::constituents).sum();
    int[] offsets = new int[jets + 1];
    double[] fourMomenta = new double[4 * rows];
    int[] labels = head.labels == null ? null : new int[jets];
    double[] weights = head.weights == null ? null : new double[jets];
    int jet = 0;
    int row = 0;
    for (Jets block : blocks) {
      for (int j = 0; j < block.size(); j++) {
        offsets[jet + j + 1] = row + block.offsets[j + 1];
      }
      System.arraycopy(block.fourMomenta, 0, fourMomenta, 4 * row, 4 * block.constituents());
      if (labels != null) {
        System.arraycopy(block.labels, 0, labels, jet, block.size());
      }
      if (weights != null) {
        System.arraycopy(block.weights, 0, weights, jet, block.size());
      }
      jet += block.size();
      row += block.constituents();
    }
    return new Jets(
        head.firstIndex,
        offsets,
        fourMomenta,
        head.precision,
        joined(head.constituentFeatures, blocks, Jets::constituentFeatures),
        joined(head.jetFeatures, blocks, Jets::jetFeatures),
        labels,
        weights);
  }

  private static Map<String, Column> joined(
      Map<String, Column> head, List<Jets> blocks, Function<Jets, Map<String, Column>> columns) {
    Map<String, Column> joined = new LinkedHashMap<>();
    for (String name : head.keySet()) {
      joined.put(name, Column.join(blocks.stream().map(b -> columns.apply(b).get(name)).toList()));
    }
    return joined;
  }

  /**
   * Checks that every jet can be used.
   *
   * @param source the file, for the message
   * @throws BadJetException naming the first jet that is empty, or holds a component that is not
   *     finite, or a negative energy. (Zero energy is padding, which readers leave out; slightly
   *     space-like constituents are rounding, and welcome.)
   */
  public void requireUsable(Object source) {
    requireUsable(source, 0, size());
  }

  /**
   * As {@link #requireUsable(Object)}, of the jets {@code from} to {@code to - 1} only: so that
   * several threads can share the work.
   *
   * @param source where the jets come from, for the message
   * @param from first jet
   * @param to the jet behind the last
   */
  public void requireUsable(Object source, int from, int to) {
    for (int j = from; j < to; j++) {
      String fault = fault(fourMomenta, offsets[j], offsets[j + 1]);
      if (fault != null) {
        throw new BadJetException(source, index(j), fault);
      }
    }
  }

  /**
   * {@return why a jet cannot be used, in words that follow its name; null where it can be}
   *
   * @param fourMomenta E, px, py, pz of constituents in turn, GeV
   * @param from the jet's first constituent
   * @param to the first one behind the jet
   */
  public static String fault(double[] fourMomenta, int from, int to) {
    if (from == to) {
      return "is empty: no constituent with energy > 0";
    }
    for (int row = from; row < to; row++) {
      int at = 4 * row;
      boolean usable =
          isUsable(0, fourMomenta[at])
              && isUsable(1, fourMomenta[at + 1])
              && isUsable(2, fourMomenta[at + 2])
              && isUsable(3, fourMomenta[at + 3]);
      if (!usable) {
        return unusable(row - from, fourMomenta, row);
      }
    }
    return null;
  }

  /** Whether a component, of which 0 is the energy, is finite, the energy not negative. */
  private static boolean isUsable(int component, double value) {
    // NaN is neither above nor below anything.
    return value >= (component == 0 ? 0 : -Double.MAX_VALUE) && value <= Double.MAX_VALUE;
  }

  private static String unusable(int constituent, double[] fourMomenta, int row) {
    int c = 0;
    while (isUsable(c, fourMomenta[4 * row + c])) {
      c++;
    }
    return "constituent "
        + constituent
        + " has "
        + (c == 0 ? "energy " : "p" + "xyz".charAt(c - 1) + " ")
        + fourMomenta[4 * row + c]
        + " (finite"
        + (c == 0 ? " and not negative" : "")
        + " expected)";
  }
}
