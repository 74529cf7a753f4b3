package org.lorentznet.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.json.Json;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.onnx.graph.OnnxGraphs;
import org.lorentznet.onnx.graph.OnnxPrecision;
import org.lorentznet.onnx.run.OnnxTagger;
import org.lorentznet.tagger.NetworkTagger;

class OnnxExportTest {
  @TempDir Path folder;

  private static LorentzNetConfiguration configuration(String kind) {
    LorentzNetConfiguration top = LorentzNetConfiguration.topTagging(40);
    ParticleEncoding mixed =
        new ParticleEncoding(
            List.of(
                new ParticleScalar.Feature("charge"),
                new ParticleScalar.Mass(),
                new ParticleScalar.Constant(0.5),
                new ParticleScalar.OneHot("pid", List.of(11, 211))),
            List.of());
    return switch (kind) {
      case "top" -> top.withSize(12, 3);
      case "clamped" -> top.withSize(12, 3).withCoordinateClamp(OptionalDouble.of(100));
      case "one block, own multiplicity" ->
          top.withSize(8, 1).withPoolingDivisor(OptionalDouble.empty());
      case "three classes" -> top.withSize(8, 2).withClasses(3);
      case "quark-gluon" -> LorentzNetConfiguration.quarkGluon(40).withSize(12, 2);
      case "mixed scalars" ->
          new LorentzNetConfiguration(
              8, 2, 2, mixed, 5e-3, OptionalDouble.empty(), OptionalDouble.of(9), 0);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Tagger tagger(String kind, long seed) {
    LorentzNetConfiguration configuration = configuration(kind);
    LorentzNet network = LorentzNet.initialised(configuration, seed);
    // Statistics as no fresh network has them, so that folding is seen.
    network.parameters().all().stream()
        .filter(tensor -> tensor.name().contains("running_"))
        .forEach(tensor -> {
          for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = 0.5f + 0.1f * (i % 7);
          }
        });
    String[] classes = {"a", "b", "c"};
    return new Tagger(
        network,
        "test",
        Arrays.asList(classes).subList(0, configuration.classes()),
        Map.of("origin", kind));
  }

  @ParameterizedTest
  @CsvSource({
    "top",
    "clamped",
    "'one block, own multiplicity'",
    "three classes",
    "quark-gluon",
    "mixed scalars"
  })
  void givesOurLogitsForAllMultiplicitiesAndPaddings(String kind) {
    Path file = folder.resolve("model.onnx");
    ExportCheck check =
        OnnxExport.write(
            file, tagger(kind, 3), OnnxPrecision.FLOAT64, SomeJets.make(60), Workers.CALLER);
    assertThat(check.jets()).isEqualTo(260);
    assertThat(check.largest()).isLessThan(ExportCheck.TOLERANCE);
    assertThat(file).exists();
  }

  @ParameterizedTest
  @EnumSource
  void describesItself(OnnxPrecision precision) {
    Tagger tagger = tagger("quark-gluon", 3);
    try (OnnxTagger exported = OnnxTagger.open(OnnxGraphs.model(tagger, precision), "m", 1)) {
      assertThat(Json.write(exported.description().toJson()))
          .isEqualTo(Json.write(ModelDescription.of(tagger).toJson()));
      assertThat(exported.columns()).containsExactly("pid");
    }
  }

  @Test
  void takesSinglePrecision() {
    Path file = folder.resolve("model.onnx");
    Tagger tagger = tagger("top", 3);
    OnnxExport.write(file, tagger, OnnxPrecision.FLOAT32, SomeJets.make(20), Workers.CALLER);
    Jets jets = SomeJets.make(5);
    float[] rounded;
    try (OnnxTagger exported = OnnxTagger.open(file, 1)) {
      rounded = exported.score(jets);
    }
    double[] momenta = Arrays.stream(jets.fourMomenta()).map(p -> (float) p).toArray();
    int[] offsets = new int[6];
    Arrays.setAll(offsets, jets::offset);
    assertThat(new NetworkTagger(tagger).score(Jets.of(offsets, momenta)))
        .containsExactly(rounded, within(1e-5f));
  }

  @Test
  void hasNoScoreForAJetWithoutConstituents() {
    for (String kind : List.of("top", "quark-gluon")) {
      byte[] model = OnnxGraphs.model(tagger(kind, 3), OnnxPrecision.FLOAT64);
      try (OnnxTagger exported = OnnxTagger.open(model, "m", 1)) {
        Jets jets =
            Jets.of(new int[] {0, 0, 1}, new double[] {3, 1, 1, 1})
                .withColumn("pid", new double[] {22});
        float[] logits = new float[4];
        exported.score(jets, 0, 2, Workers.CALLER, logits);
        assertThat(logits[0]).isNaN();
        assertThat(logits[1]).isNaN();
        assertThat(logits[2]).isFinite();
      }
    }
  }

  @Test
  void isRefusedWhereScoresDiffer() {
    Tagger ours = tagger("top", 3);
    Jets jets =
        CheckJets.of(
            SomeJets.make(10),
            10,
            ours.network().encoding(),
            OnnxPrecision.FLOAT64,
            new NetworkTagger(ours),
            Workers.CALLER);
    byte[] other = OnnxGraphs.model(tagger("top", 4), OnnxPrecision.FLOAT64);
    try (OnnxTagger exported = OnnxTagger.open(other, "m", 1)) {
      assertThatThrownBy(
              () -> ExportCheck.run(new NetworkTagger(ours), exported, jets, Workers.CALLER))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("instead of")
          .hasMessageContaining("nothing was written");
    }
  }

  @Test
  void jetsOfTheCheckAreReal() {
    Jets real = SomeJets.make(30).withColumn("pid", new double[SomeJets.make(30).constituents()]);
    Jets jets =
        CheckJets.of(
            real,
            12,
            ParticleEncoding.quarkGluon(),
            OnnxPrecision.FLOAT64,
            new NetworkTagger(tagger("quark-gluon", 3)),
            Workers.CALLER);
    assertThat(jets.size()).isEqualTo(212);
    for (int j = 0; j < 200; j++) {
      assertThat(jets.multiplicity(j)).isEqualTo(j + 1);
    }
    for (int j = 0; j < 12; j++) {
      assertThat(jets.fourMomentum(200 + j)).isEqualTo(real.fourMomentum(j));
    }
    // Where no real jet has enough, several share the momentum of one, and no two constituents are
    // collinear: products of such are all rounding, which networks magnify.
    double[] p = jets.fourMomenta();
    for (int j : new int[] {60, 150, 199}) {
      assertThat(jets.fourMomentum(j).pt()).isBetween(10.0, 500.0);
      for (int a = jets.offset(j); a < jets.offset(j + 1); a++) {
        for (int b = jets.offset(j); b < a; b++) {
          assertThat(angle(p, 4 * a, 4 * b)).isGreaterThan(1e-5);
        }
      }
    }
    jets.requireUsable("jets of the check");
    assertThat(jets.constituentFeatures().get("pid")).isInstanceOf(Column.Doubles.class);
    assertThat(jets.constituentFeatures().get("pid").asDouble(500)).isZero();
  }

  /** |a x b| / (|a| |b|) of the momenta of two particles. */
  private static double angle(double[] p, int a, int b) {
    double cross = 0;
    double sizeA = 0;
    double sizeB = 0;
    for (int c = 0; c < 3; c++) {
      int next = 1 + (c + 1) % 3;
      int other = 1 + (c + 2) % 3;
      double component = p[a + next] * p[b + other] - p[a + other] * p[b + next];
      cross += component * component;
      sizeA += p[a + 1 + c] * p[a + 1 + c];
      sizeB += p[b + 1 + c] * p[b + 1 + c];
    }
    return Math.sqrt(cross / (sizeA * sizeB));
  }
}
