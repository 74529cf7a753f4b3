package org.lorentznet.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.testing.BlockSource;

/** Jets of two classes that a small network can tell apart: signal has more constituents. */
final class ToyJets {
  private ToyJets() {}

  static final List<String> CLASSES = List.of("background", "signal");

  /** Jets in blocks of a given size. */
  static List<Jets> of(int jets, long seed, int blockSize) {
    List<Jets> blocks = new ArrayList<>();
    for (int from = 0; from < jets; from += blockSize) {
      blocks.add(block(from, Math.min(blockSize, jets - from), seed));
    }
    return blocks;
  }

  /** Jets held in memory. */
  static LabelledJets held(List<Jets> blocks, String purpose, TrainingConfiguration recipe) {
    return read(BlockSource.inOrder(blocks), purpose, recipe, Long.MAX_VALUE);
  }

  /** Jets that are read again and again, from a source that can be read in any order. */
  static LabelledJets streamed(List<Jets> blocks, String purpose, TrainingConfiguration recipe) {
    return read(BlockSource.anyOrder(blocks), purpose, recipe, 0);
  }

  static LabelledJets read(
      JetSource source, String purpose, TrainingConfiguration recipe, long memory) {
    return LabelledJets.read(
        source,
        new JetsWanted(
            purpose,
            List.of(purpose + ".toy"),
            CLASSES,
            ParticleEncoding.topTagging(),
            recipe.reweighting().bins(),
            recipe.shuffleBuffer(),
            Long.MAX_VALUE,
            memory),
        jets -> {});
  }

  static TrainingData data(int training, int validation) {
    return new TrainingData(
        "toy",
        held(of(training, 1, 50), "training", RunFixture.CONFIGURATION),
        held(of(validation, 2, 50), "validation", RunFixture.CONFIGURATION));
  }

  private static Jets block(int first, int jets, long seed) {
    int[] offsets = new int[jets + 1];
    int[] labels = new int[jets];
    List<Double> components = new ArrayList<>();
    for (int j = 0; j < jets; j++) {
      RandomStream random = new RandomStream(RandomStream.key(seed, first + j));
      labels[j] = random.nextInt(2);
      int constituents = 2 + random.nextInt(10) + 5 * labels[j];
      offsets[j + 1] = offsets[j] + constituents;
      for (int i = 0; i < constituents; i++) {
        double px = random.nextDouble() * 10 - 5;
        double py = random.nextDouble() * 10 - 5;
        double pz = random.nextDouble() * 100;
        double m = random.nextDouble() * (1 + labels[j]);
        components.addAll(
            List.of(StrictMath.sqrt(px * px + py * py + pz * pz + m * m), px, py, pz));
      }
    }
    return new Jets(
        first,
        offsets,
        components.stream().mapToDouble(Double::doubleValue).toArray(),
        Jets.Precision.FLOAT64,
        Map.of(),
        Map.of(),
        labels);
  }
}
