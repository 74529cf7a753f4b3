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

  /** Of a constituent that is split. */
  private static final double LESSER_PART = 0.3125;

  private static final long SEED = 20220708;

  private CheckJets() {}

  /**
   * A jet of each multiplicity, and behind them some real jets as they are. The first have the
   * leading constituents of real jets; where none has enough, the hardest are split in two,
   * collinearly, so that the jet's momentum stays what it is.
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
    double[] momenta = new double[4 * offsets[multiplicities.length]];
    int[] rows = new int[offsets[multiplicities.length]];
    for (int j = 0; j < multiplicities.length; j++) {
      int jet = j < MOST_CONSTITUENTS ? atLeast(real, multiplicities[j]) : j - MOST_CONSTITUENTS;
      fill(real, jet, momenta, rows, offsets[j], multiplicities[j]);
    }
    return new Jets(
        0, offsets, momenta, real.precision(), columns(real, rows, encoding), Map.of(), null);
  }

  /** A real jet of that many constituents or more, or else the first of those with most. */
  private static int atLeast(Jets real, int multiplicity) {
    int most = 0;
    for (int turn = 0; turn < real.size(); turn++) {
      int jet = (turn + multiplicity) % real.size(); // not always the same one
      if (real.multiplicity(jet) >= multiplicity) {
        return jet;
      }
      most = real.multiplicity(jet) > real.multiplicity(most) ? jet : most;
    }
    return most;
  }

  /** Fills a jet from row {@code at} on; {@code rows} says which real constituent each is of. */
  private static void fill(Jets real, int jet, double[] momenta, int[] rows, int at, int count) {
    int there = Math.min(count, real.multiplicity(jet));
    System.arraycopy(real.fourMomenta(), 4 * real.offset(jet), momenta, 4 * at, 4 * there);
    for (int i = 0; i < there; i++) {
      rows[at + i] = real.offset(jet) + i;
    }
    for (int i = there; i < count; i++) {
      int split =
          IntStream.range(at, at + i).reduce(at, (a, b) -> momenta[4 * b] > momenta[4 * a] ? b : a);
      for (int c = 0; c < 4; c++) {
        double part = momenta[4 * split + c] * LESSER_PART;
        momenta[4 * (at + i) + c] = part;
        momenta[4 * split + c] -= part;
      }
      rows[at + i] = rows[split];
    }
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
