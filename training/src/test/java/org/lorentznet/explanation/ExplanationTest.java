package org.lorentznet.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.equivariance.ConeJets;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.geometry.LorentzTransformation;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

class ExplanationTest {
  private static final LorentzNet NETWORK =
      LorentzNet.initialised(LorentzNetConfiguration.quarkGluon(20).withSize(12, 3), 4);

  private static Attribution attribution(int steps) {
    return new Attribution(NETWORK.probe().orElseThrow(), NETWORK.encoding(), steps);
  }

  @Test
  void integratedGradientsAddUpToTheChangeOfTheScore() {
    Jets jets = ConeJets.of(6, 3);
    for (int jet = 0; jet < jets.size(); jet++) {
      Relevance relevance = attribution(400).of(jets, jet, 1);
      double whole = relevance.score() - relevance.baseline();
      assertThat(Math.abs(whole)).isGreaterThan(1e-3);
      assertThat(Arrays.stream(relevance.integrated()).sum())
          .isCloseTo(whole, within(0.01 * Math.abs(whole) + 1e-4));
      assertThat(Arrays.stream(relevance.shares()).sum()).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void gradientsTellWhatGrowthOfAConstituentDoes() {
    Jets jets = ConeJets.of(1, 5);
    Relevance relevance = attribution(1).of(jets, 0, 1);
    for (int i = 0; i < jets.multiplicity(0); i++) {
      double[] scores = new double[2];
      for (int side = 0; side < 2; side++) {
        double[] momenta = jets.fourMomenta().clone();
        for (int c = 0; c < 4; c++) {
          momenta[4 * i + c] *= side == 0 ? 0.99 : 1.01;
        }
        scores[side] = attribution(1).of(jets.withFourMomenta(momenta), 0, 1).score();
      }
      assertThat(relevance.gradient()[i])
          .isCloseTo((scores[1] - scores[0]) / 0.02, within(2e-2 * Math.abs(scores[1]) + 2e-4));
    }
  }

  @Test
  void relevanceDoesNotDependOnTheFrame() {
    Jets jets = ConeJets.of(2, 8);
    LorentzTransformation boost = LorentzTransformation.boost(0.99, 0.2, 1, 0.4);
    Jets seen = jets.withFourMomenta(boost.apply(jets.fourMomenta()));
    for (int jet = 0; jet < 2; jet++) {
      Relevance here = attribution(8).of(jets, jet, 1);
      Relevance there = attribution(8).of(seen, jet, 1);
      for (int i = 0; i < here.integrated().length; i++) {
        assertThat(there.integrated()[i]).isCloseTo(here.integrated()[i], within(1e-4));
        assertThat(there.gradient()[i]).isCloseTo(here.gradient()[i], within(1e-4));
      }
    }
  }

  @Test
  void aJetOfThreeProngsHasThreeSubjets() {
    List<FourMomentum> constituents = new ArrayList<>();
    double[][] prongs = {{0, 0, 30}, {0.6, 0.1, 20}, {-0.3, 3.1, 10}};
    for (int k = 0; k < 12; k++) {
      double[] prong = prongs[k % 3];
      double phi = k % 3 == 2 ? 0.6 : prong[1];
      constituents.add(
          FourMomentum.ofRapidity(
              prong[2] / (1 + k), prong[0] + 0.01 * (k % 4), phi - 0.01 * (k % 5), 0));
    }
    int[] subjets = Subjets.of(constituents, 3);
    for (int k = 0; k < 12; k++) {
      assertThat(subjets[k]).as("constituent %d", k).isEqualTo(k % 3);
    }
    assertThat(Subjets.of(constituents, 1)).containsOnly(0);
    assertThat(Subjets.of(constituents.subList(0, 1), 3)).containsExactly(0);
  }

  @Test
  void azimuthGoesRound() {
    List<FourMomentum> constituents =
        List.of(
            FourMomentum.ofRapidity(10, 0, 3.1, 0),
            FourMomentum.ofRapidity(9, 0, -3.1, 0),
            FourMomentum.ofRapidity(8, 0, 2.5, 0));
    assertThat(Subjets.of(constituents, 2)).containsExactly(0, 0, 1);
  }

  @Test
  void aSampleIsTheSameOnAnyNumberOfThreadsAndItsSharesAddUp() {
    Jets jets = ConeJets.of(12, 9);
    RelevanceSample one = RelevanceSample.of(NETWORK, jets, 1, 4, Workers.CALLER);
    try (Workers three = new Workers(3)) {
      assertThat(RelevanceSample.of(NETWORK, jets, 1, 4, three)).isEqualTo(one);
    }
    for (List<RelevanceSample.Share> shares :
        List.of(one.byRank(), one.byAngle(), one.bySubjet())) {
      assertThat(shares.stream().mapToDouble(RelevanceSample.Share::relevance).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(shares.stream().mapToDouble(RelevanceSample.Share::pt).sum())
          .isCloseTo(1, within(1e-9));
    }
    assertThat(one.removals()).isNotEmpty();
    assertThat(one.removals().get(0).jets()).isEqualTo(12);
  }

  @Test
  void removingWhatIsRelevantMovesTheScoreMore() {
    RelevanceSample sample =
        RelevanceSample.of(NETWORK, ConeJets.of(60, 10), 1, 24, Workers.CALLER);
    RelevanceSample.Removed three = sample.removals().get(2);
    assertThat(three.relevant().value()).isGreaterThan(three.random().value());
  }
}
