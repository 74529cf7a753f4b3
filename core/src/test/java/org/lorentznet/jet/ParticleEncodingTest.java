package org.lorentznet.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

class ParticleEncodingTest {
  /** Two jets: one constituent of mass 3, then two with particle codes. */
  private static Jets jets(double firstEnergy) {
    return new Jets(
        5,
        new int[] {0, 1, 3},
        new double[] {firstEnergy, 4, 0, 0, 10, 0, 0, 10, 7, 0, 7, 0},
        Jets.Precision.FLOAT64,
        Map.of("pid", new Column.Longs(new long[] {22, -211, 999})),
        Map.of("event", new Column.Longs(new long[] {1L << 60, 2})),
        new int[] {1, 0});
  }

  @Test
  void topTaggingPutsBeamsFirst() {
    JetBatch batch = ParticleEncoding.topTagging().encode(jets(5));
    assertThat(batch.offsets()).containsExactly(0, 3, 7);
    assertThat(batch.labels()).containsExactly(1, 0);
    assertThat(batch.fourMomenta()).startsWith(Math.sqrt(2), 0, 0, 1, Math.sqrt(2), 0, 0, -1, 5, 4);
    assertThat(batch.scalars()[0]).isZero();
    assertThat(batch.scalars()[1]).isCloseTo((float) Math.log(2), offset(1e-7f));
    assertThat(batch.scalars()[4]).isCloseTo((float) Math.log(4), offset(1e-7f));
    assertThat(batch.scalars()[5]).isZero();
    assertThat(batch.edges(1)).isEqualTo(12);
  }

  @Test
  void quarkGluonMarksParticleCodes() {
    JetBatch batch = ParticleEncoding.quarkGluon().encode(jets(5));
    assertThat(batch.particles()).isEqualTo(3);
    assertThat(batch.scalars())
        .containsExactly(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void aSetIsEncodedInAnyOrder() {
    JetSet set = new JetSet(List.of(jets(5), jets(6)));
    JetBatch batch = ParticleEncoding.quarkGluon().encode(set, new int[] {3, 2, 0});
    assertThat(batch.offsets()).containsExactly(0, 2, 3, 4);
    assertThat(batch.fourMomenta()[8]).isEqualTo(6);
    assertThat(batch.fourMomenta()[12]).isEqualTo(5);
    assertThat(batch.labels()).containsExactly(0, 1, 1);
    assertThat(set.constituents()).isEqualTo(6);
  }

  @Test
  void aPartOfABlockIsEncodedAlike() {
    ParticleEncoding encoding = ParticleEncoding.topTagging();
    JetBatch part = encoding.encode(jets(5), 1, 2);
    JetBatch whole = encoding.encode(jets(5));
    assertThat(part.fourMomenta()).containsExactly(Arrays.copyOfRange(whole.fourMomenta(), 12, 28));
  }

  @Test
  void missingColumnsAreNamed() {
    JetSchema schema =
        new JetSchema(
            "a.h5",
            "lgn",
            OptionalLong.empty(),
            List.of(),
            List.of(),
            List.of(),
            Jets.Precision.FLOAT32);
    assertThatThrownBy(() -> ParticleEncoding.quarkGluon().requireColumns(schema))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("a.h5")
        .hasMessageContaining("'pid'")
        .hasMessageContaining("four-momenta only");
    ParticleEncoding.topTagging().requireColumns(schema);
  }

  @Test
  void encodingsReadBack() {
    ParticleEncoding mixed =
        new ParticleEncoding(
            List.of(
                new ParticleScalar.Mass(),
                new ParticleScalar.Feature("charge"),
                new ParticleScalar.OneHot("pid", List.of(11, 22)),
                new ParticleScalar.Constant(0.5)),
            List.of(new ReferenceVector(List.of(1., 0., 0., 0.), List.of(1., 2., 3., 4., 5.))));
    String text = Json.write(ParticleEncodingJson.write(mixed));
    assertThat(ParticleEncodingJson.read(new JsonObject("test", Json.parseObject(text))))
        .isEqualTo(mixed);
    assertThatThrownBy(() ->
            ParticleEncodingJson.read(
                new JsonObject(
                    "m",
                    Json.parseObject(
                        "{\"scalars\":[{\"kind\":\"spin\"}],\"reference_vectors\":[]}"))))
        .hasMessageContaining("unknown scalar 'spin'");
  }

  @Test
  void badJetsAreNamed() {
    jets(5).requireUsable("a.npz");
    assertThatThrownBy(() -> jets(Double.NaN).requireUsable("a.npz"))
        .isInstanceOf(BadJetException.class)
        .hasMessage(
            "a.npz: jet 5: constituent 0 has energy NaN (finite and not negative expected)");
    assertThatThrownBy(() -> jets(-1).requireUsable("a.npz")).hasMessageContaining("energy -1.0");
    Jets empty =
        new Jets(
            7, new int[] {0, 0}, new double[0], Jets.Precision.FLOAT64, Map.of(), Map.of(), null);
    assertThatThrownBy(() -> empty.requireUsable("a.npz")).hasMessageContaining("jet 7: is empty");
  }

  @Test
  void theFirstJetsOfABlock() {
    Jets first = jets(5).slice(0, 1);
    assertThat(first.constituents()).isEqualTo(1);
    assertThat(first.labels().get()).containsExactly(1);
    assertThat(first.jetFeatures().get("event").size()).isEqualTo(1);
    assertThat(first.constituentFeatures().get("pid").asDouble(0)).isEqualTo(22);
  }
}
