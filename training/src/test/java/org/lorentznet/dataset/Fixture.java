package org.lorentznet.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/** Jets of one constituent whose energy tells their number. */
final class Fixture {
  private Fixture() {}

  /**
   * Jets in blocks.
   *
   * @param label of each jet
   */
  static List<Jets> blocks(int jets, int blockSize, IntUnaryOperator label) {
    List<Jets> blocks = new ArrayList<>();
    for (int from = 0; from < jets; from += blockSize) {
      int size = Math.min(blockSize, jets - from);
      int[] offsets = new int[size + 1];
      double[] momenta = new double[4 * size];
      int[] labels = new int[size];
      double[] weights = new double[size];
      for (int j = 0; j < size; j++) {
        offsets[j + 1] = j + 1;
        momenta[4 * j] = 1 + from + j;
        momenta[4 * j + 1] = 1 + from + j;
        labels[j] = label.applyAsInt(from + j);
        weights[j] = (from + j) % 4 * 0.5;
      }
      blocks.add(
          new Jets(
              from,
              offsets,
              momenta,
              Jets.Precision.FLOAT64,
              Map.of(),
              Map.of("weight", new Column.Doubles(weights)),
              labels));
    }
    return blocks;
  }

  static JetsWanted wanted(int shuffleBuffer, JetBins bins, long memory) {
    return new JetsWanted(
        "training",
        List.of("jets.test"),
        List.of("background", "signal"),
        ParticleEncoding.topTagging(),
        bins,
        shuffleBuffer,
        Long.MAX_VALUE,
        memory);
  }

  static LabelledJets read(JetSource source, int shuffleBuffer, long memory) {
    return LabelledJets.read(source, wanted(shuffleBuffer, JetBins.ONE, memory), jets -> {});
  }

  static JetWeights plain(LabelledJets jets) {
    return new JetWeights(Reweighting.NONE, jets);
  }
}
