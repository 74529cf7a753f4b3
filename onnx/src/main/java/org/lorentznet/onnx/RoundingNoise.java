package org.lorentznet.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.tagger.JetTagger;

/**
 * How far rounding alone moves a tagger's logits of a jet: a score does not depend on the order of
 * constituents, but the sums in it are rounded in that order.
 */
final class RoundingNoise {
  private RoundingNoise() {}

  /** {@return the largest difference of a logit; of one beyond 1, in proportion to it} */
  static double of(JetTagger tagger, Jets jets, int jet, Workers workers) {
    int count = jets.multiplicity(jet);
    double noise = 0;
    float[] first = new float[tagger.classes().size()];
    tagger.score(jets, jet, jet + 1, workers, first);
    float[] other = new float[first.length];
    for (int start : new int[] {count - 1, count / 3}) {
      tagger.score(backwards(jets, jet, start), 0, 1, workers, other);
      for (int k = 0; k < first.length; k++) {
        noise = Math.max(noise, ExportCheck.difference(first[k], other[k]));
      }
    }
    return noise;
  }

  /** A jet alone, its constituents backwards from one on. */
  private static Jets backwards(Jets jets, int jet, int start) {
    int count = jets.multiplicity(jet);
    double[] momenta = new double[4 * count];
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = jets.offset(jet) + Math.floorMod(start - i, count);
      System.arraycopy(jets.fourMomenta(), 4 * rows[i], momenta, 4 * i, 4);
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    jets.constituentFeatures()
        .forEach((name, column) -> {
          double[] values = new double[count];
          for (int i = 0; i < count; i++) {
            values[i] = column.asDouble(rows[i]);
          }
          columns.put(name, new Column.Doubles(values));
        });
    return new Jets(0, new int[] {0, count}, momenta, jets.precision(), columns, Map.of(), null);
  }
}
