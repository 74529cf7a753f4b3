package org.lorentznet.equivariance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;

class EquivarianceTest {
  /** A network whose coordinates move, as those of trained ones do. */
  private static LorentzNet network(LorentzNetConfiguration configuration) {
    LorentzNet network = LorentzNet.initialised(configuration, 3);
    for (int block = 0; block < configuration.blocks() - 1; block++) {
      float[] out = network.parameters().get("LGEBs." + block + ".phi_x.2.weight").values();
      for (int c = 0; c < out.length; c++) {
        out[c] *= 200;
      }
    }
    return network;
  }

  private static JetBatch batch(int jets) {
    return ParticleEncoding.topTagging().encode(ConeJets.of(jets, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 72})
  void anUnclampedLorentzNetIsEquivariantLayerByLayer(int width) {
    LorentzNet network =
        network(LorentzNetConfiguration.topTagging(50).withSize(width, width == 72 ? 6 : 3));
    assertThatCode(() -> Equivariance.assertEquivariant(network, batch(2)))
        .doesNotThrowAnyException();
  }

  @Test
  void aClampedOneIsNotAndTheLayerIsNamed() {
    LorentzNet network =
        network(
            LorentzNetConfiguration.topTagging(50)
                .withSize(5, 3)
                .withCoordinateClamp(OptionalDouble.of(0.1)));
    assertThatThrownBy(() -> Equivariance.assertEquivariant(network, batch(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("jet 0, block 1: not covariant under a ");
  }

  @Test
  void whatLooksAtEnergiesIsCaught() {
    EquivariantMap energies =
        jets -> new EquivariantMap.Output(new double[] {jets.fourMomenta()[8]}, new double[0]);
    assertThatThrownBy(() -> Equivariance.assertEquivariant(energies, batch(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not invariant under a boost of beta = 0.1 along (1, 0, 0)");
  }

  @Test
  void whatIsOnlyBoostInvariantAlongTheBeamIsCaught() {
    EquivariantMap transverse =
        jets ->
            new EquivariantMap.Output(
                new double[] {Math.hypot(jets.fourMomenta()[9], jets.fourMomenta()[10])},
                new double[0]);
    assertThatThrownBy(() -> Equivariance.assertEquivariant(transverse, batch(1)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void vectorsThatStayAndNumbersThatAreNoneAreCaught() {
    EquivariantMap fixed =
        jets -> new EquivariantMap.Output(new double[0], new double[] {1, 0, 0, 1});
    assertThatThrownBy(() -> Equivariance.assertEquivariant(fixed, batch(1)))
        .hasMessageContaining("not covariant");
    EquivariantMap none =
        jets -> new EquivariantMap.Output(new double[] {Double.NaN}, new double[0]);
    assertThatThrownBy(() -> Equivariance.assertEquivariant(none, batch(1)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void measuredLogitsOfAnUnclampedNetworkStay() {
    LorentzNet network = network(LorentzNetConfiguration.topTagging(50).withSize(24, 3));
    LogitMeasurement measurement =
        new LogitMeasurement(network, ConeJets.of(20, 2), Workers.CALLER);
    Frame frame = Frame.rotated(1, 0, 1, 1).then(Frame.boosted(0.9999, 1, 0, 0));
    LogitChange proper = measurement.from(frame, FrameChange.proper());
    assertThat(proper.maxAbs()).isLessThan(1e-5);
    assertThat(proper.decisionsChanged()).isZero();
    LogitChange fixed = measurement.from(frame, new FrameChange(false, true));
    assertThat(fixed.maxAbs()).isGreaterThan(1e-3);
    // Masses of 0.14 GeV are lost in the rounding of momenta seventy times as large.
    LogitChange recomputed = measurement.from(frame, new FrameChange(true, false));
    assertThat(recomputed.maxAbs()).isGreaterThan(proper.maxAbs());
  }

  @Test
  void rotationsAboutTheBeamsDoNotNeedThemTurned() {
    LorentzNet network = network(LorentzNetConfiguration.topTagging(50).withSize(8, 2));
    LogitMeasurement measurement = new LogitMeasurement(network, ConeJets.of(9, 2), Workers.CALLER);
    Frame frame = Frame.rotated(1.2, 0, 0, 1);
    assertThat(measurement.from(frame, new FrameChange(false, true)).maxAbs()).isLessThan(1e-5);
  }

  @Test
  void changesAreCounted() {
    LogitChange change = LogitChange.of(new float[] {0, 1, 2, 0}, new float[] {0.5f, 0, 2, 0}, 2);
    assertThat(change.maxAbs()).isEqualTo(1);
    assertThat(change.meanAbs()).isCloseTo(1.5 / 4, within(1e-12));
    assertThat(change.decisionsChanged()).isEqualTo(1);
    assertThat(LogitChange.of(new float[] {0}, new float[] {Float.NaN}, 1).toJson())
        .containsEntry("max_abs_logit_change", null);
  }

  @Test
  void aFrameTellsItsGamma() {
    assertThat(Frame.boosted(0.6, 0, 0, 1).gamma()).isCloseTo(1.25, within(1e-15));
    assertThat(Frame.rotated(1, 0, 0, 1).gamma()).isEqualTo(1);
    Jets jets = ConeJets.of(1, 1);
    assertThat(Frame.boosted(0.6, 0, 0, 1).transformation().apply(jets.fourMomentum(0)).mass())
        .isCloseTo(jets.fourMomentum(0).mass(), within(1e-9));
  }
}
