package org.lorentznet.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.jet.Jets;

class EmissionTest {
  private static FourMomentum constituent(Jets jets, int row) {
    double[] p = jets.fourMomenta();
    return new FourMomentum(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
  }

  @Test
  void aSoftParticleIsMasslessNearTheAxisAndHasItsFraction() {
    Jets before = ConeJets.of(40, 5);
    Jets after = Emission.soft(before, 1e-3, 9);
    after.requireUsable("test");
    for (int jet = 0; jet < before.size(); jet++) {
      assertThat(after.multiplicity(jet)).isEqualTo(before.multiplicity(jet) + 1);
      FourMomentum axis = before.momentum(jet);
      FourMomentum added = constituent(after, after.offset(jet + 1) - 1);
      assertThat(added.pt()).isCloseTo(1e-3 * axis.pt(), within(1e-9 * axis.pt()));
      assertThat(added.mass()).isLessThan(1e-6);
      assertThat(
              Math.hypot(
                  added.rapidity() - axis.rapidity(),
                  Math.IEEEremainder(added.phi() - axis.phi(), 2 * Math.PI)))
          .isLessThan(0.4 + 1e-9);
      assertThat(constituent(after, after.offset(jet)))
          .isEqualTo(constituent(before, before.offset(jet)));
    }
    assertThat(Emission.soft(before, 1e-3, 9).fourMomenta()).isEqualTo(after.fourMomenta());
    assertThat(Emission.soft(before, 1e-3, 10).fourMomenta()).isNotEqualTo(after.fourMomenta());
  }

  @Test
  void aCollinearSplitLeavesTheJetAndSharesTheHardestConstituent() {
    Jets before = ConeJets.of(40, 6);
    Jets after = Emission.collinear(before, 0.25);
    for (int jet = 0; jet < before.size(); jet++) {
      FourMomentum whole = before.momentum(jet);
      assertThat(after.momentum(jet).e()).isCloseTo(whole.e(), within(1e-9 * whole.e()));
      assertThat(after.momentum(jet).px()).isCloseTo(whole.px(), within(1e-9 * whole.e()));
      double hardest = 0;
      for (int row = before.offset(jet); row < before.offset(jet + 1); row++) {
        hardest = Math.max(hardest, constituent(before, row).pt());
      }
      FourMomentum part = constituent(after, after.offset(jet + 1) - 1);
      assertThat(part.pt()).isCloseTo(0.25 * hardest, within(1e-9 * hardest));
    }
    assertThat(after.constituentFeatures().get("pid").size()).isEqualTo(after.constituents());
  }

  @Test
  void whatElseIsKnownGoesToTheRightConstituent() {
    Jets before = ConeJets.of(3, 8);
    Jets after = Emission.collinear(before, 0.5);
    for (int jet = 0; jet < 3; jet++) {
      for (int k = 0; k < before.multiplicity(jet); k++) {
        assertThat(after.constituentFeatures().get("pid").asDouble(after.offset(jet) + k))
            .isEqualTo(before.constituentFeatures().get("pid").asDouble(before.offset(jet) + k));
      }
      FourMomentum part = constituent(after, after.offset(jet + 1) - 1);
      double code = after.constituentFeatures().get("pid").asDouble(after.offset(jet + 1) - 1);
      assertThat(code).isEqualTo(part.massSquared() > 1e-3 ? 211 : 22);
    }
  }
}
