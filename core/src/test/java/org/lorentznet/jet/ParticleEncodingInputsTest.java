package org.lorentznet.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lorentznet.jet.ParticleEncoding.Reference;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;

/** Inputs that the published networks do not have. */
class ParticleEncodingInputsTest {
  /** A jet of two massless constituents and one of mass 1. */
  private static final Jets JETS =
      new Jets(
          0,
          new int[] {0, 3},
          new double[] {5, 3, 4, 0, 13, 5, 0, 12, Math.sqrt(15), 1, -2, -3},
          Jets.Precision.FLOAT64,
          Map.of(),
          Map.of(),
          new int[] {1});

  @Test
  void scalarsAreTheirFormulas() {
    List<ParticleScalar> scalars = new ArrayList<>();
    for (String kind : ParticleEncodingJson.KINDS_OF_MOMENTA) {
      scalars.add(ParticleEncodingJson.ofMomenta(kind).orElseThrow());
    }
    ParticleEncoding encoding = new ParticleEncoding(scalars, List.of());
    assertThat(encoding.size()).isEqualTo(9);
    float[] found = encoding.encode(JETS).scalars();
    double e = 18 + Math.sqrt(15);
    double mass = Math.sqrt(e * e - 81 - 4 - 81);
    double product = 5 * e - 3 * 9 - 4 * 2;
    double eta = -asinh(9 / Math.sqrt(85));
    double phi = Math.atan2(4, 3) - Math.atan2(2, 9);
    double[] first = {
      0,
      Math.log(mass + 1),
      Math.log(product + 1),
      Math.log(5),
      Math.log(5),
      Math.log(5 / Math.sqrt(85)),
      eta,
      phi,
      Math.hypot(eta, phi)
    };
    for (int s = 0; s < 9; s++) {
      String kind = ParticleEncodingJson.KINDS_OF_MOMENTA.get(s);
      assertThat((double) found[s]).as(kind).isCloseTo(first[s], offset(1e-6));
    }
    assertThat((double) found[18]).isCloseTo(Math.log(2), offset(1e-6));
    assertThat((double) found[18 + 7])
        .isCloseTo(Math.atan2(-2, 1) - Math.atan2(2, 9), offset(1e-6));
    String text = Json.write(ParticleEncodingJson.write(encoding));
    assertThat(ParticleEncodingJson.read(new JsonObject("test", Json.parseObject(text))))
        .isEqualTo(encoding);
  }

  private static double asinh(double z) {
    return Math.log(z + Math.sqrt(1 + z * z));
  }

  @Test
  void referenceVectorsCanBeChosen() {
    ParticleEncoding top = ParticleEncoding.topTagging();
    assertThat(top.withReferences(List.of(Reference.BEAMS))).isEqualTo(top);
    assertThat(top.withReferences(List.of()).referenceVectors()).isEmpty();
    ParticleEncoding both = top.withReferences(List.of(Reference.BEAMS, Reference.TIME));
    assertThat(both.referenceVectors()).hasSize(3);
    assertThat(both.referenceVectors().get(2).fourMomentum()).containsExactly(1.0, 0.0, 0.0, 0.0);
    assertThat(both.referenceVectors().get(2).scalars())
        .isNotEqualTo(both.referenceVectors().get(0).scalars());
    ParticleEncoding labelled =
        ParticleEncoding.quarkGluon().withReferences(List.of(Reference.BEAMS));
    assertThat(labelled.size()).isEqualTo(9);
    assertThat(labelled.referenceVectors().get(0).scalars().get(8)).isPositive();
    ParticleEncoding further = top.plus(List.of(new ParticleScalar.JetMass()));
    assertThat(further.size()).isEqualTo(3);
    assertThat(further.encode(JETS).scalars()).startsWith(0, 0.6931472f, 0, 0, 0.6931472f, 0, 0, 0);
  }
}
