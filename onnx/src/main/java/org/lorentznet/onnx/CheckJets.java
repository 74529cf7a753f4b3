package org.lorentznet.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.numeric.RandomStream;

/** Jets to check an export with, made of real ones. */
final class CheckJets {
  /** Multiplicities from 1 to this. */
  static final int MOST_CONSTITUENTS = 200;

  private static final long SEED = 20220708;

  private CheckJets() {}

  /**
   * A jet of each multiplicity, of the constituents of real jets end to end, and behind them some
   * real jets as they are.
   *
   * @param real at least one jet
   * @param whole how many real jets, at most
   */
  static Jets of(Jets real, int whole, ParticleEncoding encoding) {
    int kept = Math.min(whole, real.size());
    int[] multiplicities =
        IntStream.concat(
                IntStream.rangeClosed(1, MOST_CONSTITUENTS),
                IntStream.range(0, kept).map(real::multiplicity))
            .toArray();
    int[] offsets = new int[multiplicities.length + 1];
    for (int j = 0; j < multiplicities.length; j++) {
      offsets[j + 1] = offsets[j] + multiplicities[j];
    }
    int[] rows = new int[offsets[multiplicities.length]];
    int made = offsets[MOST_CONSTITUENTS];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = row < made ? row % real.constituents() : row - made;
    }
    double[] momenta = new double[4 * rows.length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(real.fourMomenta(), 4 * rows[row], momenta, 4 * row, 4);
    }
    return new Jets(
        0, offsets, momenta, real.precision(), columns(real, rows, encoding), Map.of(), null);
  }

  /** The columns that the network needs: the real ones, or made up where there are none. */
  private static Map<String, Column> columns(Jets real, int[] rows, ParticleEncoding encoding) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (ParticleScalar scalar : encoding.scalars()) {
      if (scalar instanceof ParticleScalar.Feature(String name)) {
        columns.put(name, column(real, name, rows, List.of()));
      } else if (scalar instanceof ParticleScalar.OneHot(String name, List<Integer> values)) {
        columns.put(name, column(real, name, rows, values));
      }
    }
    return columns;
  }

  private static Column column(Jets real, String name, int[] rows, List<Integer> choices) {
    Column found = real.constituentFeatures().get(name);
    RandomStream random = new RandomStream(SEED);
    double[] values = new double[rows.length];
    for (int row = 0; row < values.length; row++) {
      if (found != null) {
        values[row] = found.asDouble(rows[row]);
      } else if (choices.isEmpty()) {
        values[row] = 2 * random.nextDouble() - 1;
      } else {
        // One of those listed, of either sign, or none of them.
        int choice = random.nextInt(choices.size() + 1);
        int code = choice == choices.size() ? 0 : choices.get(choice);
        values[row] = random.nextInt(2) == 0 ? code : -code;
      }
    }
    return new Column.Doubles(values);
  }
}
