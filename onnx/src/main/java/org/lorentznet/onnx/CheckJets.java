package org.lorentznet.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.geometry.LorentzTransformation;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.kernel.Workers;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.onnx.graph.OnnxPrecision;
import org.lorentznet.tagger.JetTagger;

/** Jets to check an export with, made of real ones. */
final class CheckJets {
  /** Multiplicities from 1 to this. */
  static final int MOST_CONSTITUENTS = 200;

  /** Jets that may be taken for a multiplicity that no real one has. */
  private static final int CHOICES = 5;

  /** Real jets from one choice to the next. */
  private static final int STRIDE = 101;

  /** With so little rounding noise a jet is taken at once, else that of the choices with least. */
  private static final double STEADY = ExportCheck.TOLERANCE / 20;

  private static final long SEED = 20220708;

  private CheckJets() {}

  /**
   * A jet of each multiplicity, and behind them some real jets as they are. The first have the
   * leading constituents of real jets; where none has enough, several are laid upon each other
   * about one axis and share the momentum of one. There networks extrapolate, and for some such
   * jets single precision does not fix a score to the check's tolerance, whoever computes it. So of
   * several choices the one is taken whose score, by the tagger alone, has least rounding noise.
   *
   * @param real at least one jet, none empty
   * @param whole how many real jets, at most
   * @param precision of the four-momenta
   * @param tagger to be checked
   */
  static Jets of(
      Jets real,
      int whole,
      ParticleEncoding encoding,
      OnnxPrecision precision,
      JetTagger tagger,
      Workers workers) {
    int most = IntStream.range(0, real.size()).map(real::multiplicity).max().orElse(0);
    double[] noise = new double[MOST_CONSTITUENTS];
    Arrays.fill(noise, Math.min(most, MOST_CONSTITUENTS), MOST_CONSTITUENTS, Double.MAX_VALUE);
    int[] best = new int[MOST_CONSTITUENTS];
    int[] choice = new int[MOST_CONSTITUENTS];
    for (int turn = 0; turn < CHOICES; turn++) {
      Arrays.fill(choice, turn);
      Jets jets = made(real, whole, encoding, precision, choice);
      for (int j = 0; j < MOST_CONSTITUENTS; j++) {
        if (noise[j] > STEADY) { // not yet settled; 0 for jets that real ones give
          double found = RoundingNoise.of(tagger, jets, j, workers);
          best[j] = found < noise[j] ? turn : best[j];
          noise[j] = Math.min(noise[j], found);
        }
      }
    }
    return made(real, whole, encoding, precision, best);
  }

  /** The jets, of each multiplicity one of several that could be taken. */
  private static Jets made(
      Jets real, int whole, ParticleEncoding encoding, OnnxPrecision precision, int[] choice) {
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
      int[] parts =
          j < MOST_CONSTITUENTS
              ? parts(real, multiplicities[j], multiplicities[j] + STRIDE * choice[j])
              : new int[] {j - MOST_CONSTITUENTS};
      fill(real, parts, momenta, rows, offsets[j], multiplicities[j]);
    }
    if (precision == OnnxPrecision.FLOAT32) {
      Arrays.setAll(momenta, i -> (float) momenta[i]);
    }
    Jets.Precision held =
        precision == OnnxPrecision.FLOAT32 ? Jets.Precision.FLOAT32 : real.precision();
    return new Jets(0, offsets, momenta, held, columns(real, rows, encoding), Map.of(), null);
  }

  /**
   * Real jets that have that many constituents together: one alone where one has enough, otherwise
   * as many as it takes.
   *
   * @param from the first that may be taken, so that it is not always the same
   */
  private static int[] parts(Jets real, int multiplicity, int from) {
    int[] turns =
        IntStream.range(0, real.size()).map(turn -> (turn + from) % real.size()).toArray();
    for (int jet : turns) {
      if (real.multiplicity(jet) >= multiplicity) {
        return new int[] {jet};
      }
    }
    List<Integer> parts = new ArrayList<>();
    for (int turn = 0, found = 0; found < multiplicity; turn++) {
      int jet = turns[turn % turns.length];
      parts.add(jet);
      found += real.multiplicity(jet);
    }
    return parts.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Fills a jet from row {@code at} on; {@code rows} says which real constituent each is of. */
  private static void fill(
      Jets real, int[] parts, double[] momenta, int[] rows, int at, int count) {
    int row = at;
    for (int part = 0; part < parts.length; part++) {
      int first = real.offset(parts[part]);
      int taken = Math.min(at + count - row, real.multiplicity(parts[part]));
      double[] moved = Arrays.copyOfRange(real.fourMomenta(), 4 * first, 4 * (first + taken));
      if (part > 0) {
        moved =
            onto(real.fourMomentum(parts[0]), real.fourMomentum(parts[part]), part).apply(moved);
      }
      for (int c = 0; c < moved.length; c++) {
        momenta[4 * row + c] = moved[c] / parts.length;
      }
      for (int i = 0; i < taken; i++) {
        rows[row++] = first + i;
      }
    }
  }

  /**
   * Brings a jet to the rapidity and the azimuth of another, and turns it about that axis, so that
   * the same jet twice has no constituent twice. Where one goes along the beam it is only turned.
   */
  private static LorentzTransformation onto(FourMomentum axis, FourMomentum jet, double turn) {
    double beta = StrictMath.tanh(axis.rapidity() - jet.rapidity());
    if (!(Math.abs(beta) < 1) || axis.pt() == 0) {
      return LorentzTransformation.rotation(turn, 0, 0, 1);
    }
    return LorentzTransformation.rotation(turn, axis.px(), axis.py(), axis.pz())
        .after(LorentzTransformation.boost(beta, 0, 0, 1))
        .after(LorentzTransformation.rotation(axis.phi() - jet.phi(), 0, 0, 1));
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
