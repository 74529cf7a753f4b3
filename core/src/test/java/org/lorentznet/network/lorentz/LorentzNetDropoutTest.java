package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.DropoutSampler;

class LorentzNetDropoutTest {
  private static LorentzNet network(double dropout) {
    return LorentzNet.initialised(
        LorentzNetConfiguration.topTagging(30).withSize(16, 2).withDropout(dropout), 5);
  }

  @Test
  void samplesOfAJetDependOnItAndTheSeedAlone() {
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {9, 4, 12}, 3);
    DropoutSampler sampler = network(0.5).dropoutSampler().orElseThrow();
    float[][] together = sampler.sample(batch, 6, 1, Workers.CALLER);
    try (Workers three = new Workers(3)) {
      assertThat(sampler.sample(batch, 6, 1, three)).isDeepEqualTo(together);
    }
    float[][] alone = sampler.sample(batch.only(1), 6, 1, Workers.CALLER);
    for (int s = 0; s < 6; s++) {
      assertThat(alone[s]).containsExactly(together[s][2], together[s][3]);
    }
    assertThat(together[0]).isNotEqualTo(together[1]);
    assertThat(sampler.sample(batch, 1, 2, Workers.CALLER)[0]).isNotEqualTo(together[0]);
  }

  /** The mean over masks of a decoder's output is the output without dropout: it is linear. */
  @Test
  void theMeanOfManySamplesIsTheScore() {
    JetBatch batch = LorentzNetPropertiesTest.jets(new int[] {9}, 3);
    LorentzNet network = network(0.2);
    float[] score = new float[2];
    network.scorer().score(batch, Workers.CALLER, score);
    float[][] samples =
        network.dropoutSampler().orElseThrow().sample(batch, 4000, 1, Workers.CALLER);
    double mean = 0;
    for (float[] sample : samples) {
      mean += sample[1] / samples.length;
    }
    assertThat(mean).isCloseTo(score[1], within(0.01));
  }

  @Test
  void withoutDropoutThereIsNothingToSample() {
    assertThat(network(0).dropoutSampler()).isEmpty();
  }
}
