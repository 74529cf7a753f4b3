package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

class BenchmarkJetsTest {
  private final Jets jets = SyntheticJets.make(30, 1);
  private final BenchmarkJets benchmark = new BenchmarkJets(jets, ParticleEncoding.topTagging());

  @Test
  void cutsConstituentsIntoJetsOfOneSize() {
    JetBatch batch = benchmark.ofParticles(20, 12); // more constituents than there are
    assertThat(batch.jets()).isEqualTo(12);
    for (int jet = 0; jet < batch.jets(); jet++) {
      assertThat(batch.particles(jet)).isEqualTo(20);
    }
    int beams = 2;
    double[] found = Arrays.copyOfRange(batch.fourMomenta(), 4 * beams, 4 * 20);
    assertThat(found).isEqualTo(Arrays.copyOf(jets.fourMomenta(), found.length));
  }

  @Test
  void findsTheJetsOfTheMedianMultiplicity() {
    List<JetBatch> median = benchmark.ofMedianMultiplicity();
    int particles = median.get(0).particles();
    assertThat(median).allSatisfy(batch -> assertThat(batch.particles()).isEqualTo(particles));
    long smaller = count(particles, -1);
    long larger = count(particles, 1);
    assertThat(smaller).isLessThanOrEqualTo(jets.size() / 2);
    assertThat(larger).isLessThanOrEqualTo(jets.size() / 2);
    assertThat(smaller + median.size() + larger).isEqualTo(jets.size());
  }

  /** Jets with fewer (sign -1) or more (1) particles. */
  private long count(int particles, int sign) {
    return benchmark.batches(1, jets.size()).stream()
        .filter(batch -> Integer.signum(batch.particles() - particles) == sign)
        .count();
  }

  @Test
  void leavesTheLastBatchSmaller() {
    assertThat(benchmark.batches(8, 20)).extracting(JetBatch::jets).containsExactly(8, 8, 4);
  }
}
