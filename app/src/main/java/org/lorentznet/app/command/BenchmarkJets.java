package org.lorentznet.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/**
 * Jets to measure with, as a network sees them.
 *
 * @param jets labelled
 */
record BenchmarkJets(Jets jets, ParticleEncoding encoding) {
  /** The first jets in batches, the last of which may be smaller. */
  List<JetBatch> batches(int size, int most) {
    List<JetBatch> batches = new ArrayList<>();
    int count = Math.min(most, jets.size());
    for (int from = 0; from < count; from += size) {
      batches.add(encoding.encode(jets, from, Math.min(from + size, count)));
    }
    return batches;
  }

  /** The jets of the median multiplicity, each a batch. */
  List<JetBatch> ofMedianMultiplicity() {
    int[] sorted = IntStream.range(0, jets.size()).map(jets::multiplicity).sorted().toArray();
    int median = sorted[sorted.length / 2];
    return IntStream.range(0, jets.size())
        .filter(jet -> jets.multiplicity(jet) == median)
        .mapToObj(jet -> encoding.encode(jets, jet, jet + 1))
        .toList();
  }

  /**
   * A batch of jets of the same number of particles: constituents of these jets put end to end and
   * cut anew, from the beginning again where they do not suffice.
   *
   * @param particles of a jet, reference vectors included
   */
  JetBatch ofParticles(int particles, int count) {
    int constituents = particles - encoding.referenceVectors().size();
    Jets enough = jets;
    while (enough.constituents() < constituents * count) {
      enough = Jets.join(List.of(enough, enough));
    }
    int rows = constituents * count;
    Map<String, Column> features = new LinkedHashMap<>();
    enough
        .constituentFeatures()
        .forEach((name, column) -> features.put(name, column.slice(0, rows)));
    Jets cut =
        new Jets(
            0,
            IntStream.rangeClosed(0, count).map(jet -> jet * constituents).toArray(),
            Arrays.copyOf(enough.fourMomenta(), 4 * rows),
            jets.precision(),
            features,
            Map.of(),
            IntStream.range(0, count)
                .map(jet -> jets.labels().orElseThrow()[jet % jets.size()])
                .toArray());
    return encoding.encode(cut);
  }
}
