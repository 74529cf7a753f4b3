package org.lorentznet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.testing.SharedFiles;

class PublishedWeightsTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private final LorentzNet network =
      LorentzNet.initialised(LorentzNetConfiguration.quarkGluon(139).withSize(5, 3), 1);

  /** The network's tensors as a training on several devices would have saved them. */
  private Map<String, WeightArray> saved() {
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    for (Tensor tensor : network.parameters().all()) {
      arrays.put("module." + tensor.name(), new WeightArray(tensor.shape(), tensor.values()));
      if (tensor.name().endsWith("running_var")) {
        arrays.put(
            "module." + tensor.name().replace("running_var", "num_batches_tracked"),
            new WeightArray(new int[0], new float[] {3}));
      }
    }
    return arrays;
  }

  private static Tagger quarkGluon(Map<String, WeightArray> arrays) {
    return new PublishedWeights("weights.pt", arrays)
        .tagger(PublishedTask.QUARK_GLUON, OptionalDouble.of(139), OptionalDouble.of(100));
  }

  @Test
  void sizesFollowFromTheShapes() {
    Tagger tagger = quarkGluon(saved());
    LorentzNetConfiguration settings = ((LorentzNet) tagger.network()).settings();
    assertThat(settings).isEqualTo(network.settings().withCoordinateClamp(OptionalDouble.of(100)));
    assertThat(settings.coordinateScale()).isEqualTo(1e-3);
    assertThat(tagger.task()).isEqualTo("qg");
    assertThat(tagger.classes()).containsExactly("gluon", "quark");
    assertThat(tagger.provenance()).containsEntry("source", "weights.pt");
    for (Tensor tensor : network.parameters().all()) {
      assertThat(tagger.network().parameters().get(tensor.name()).values())
          .isEqualTo(tensor.values());
    }
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(
            () -> new PublishedWeights("weights.pt", saved()).tagger(PublishedTask.TOP, NONE, NONE))
        .isInstanceOf(MismatchException.class)
        .hasMessage(
            "weights.pt: tensor embedding.weight is for 8 scalars a particle, task top has 2");

    Map<String, WeightArray> missing = saved();
    missing.remove("module.LGEBs.1.phi_x.2.weight");
    assertThatThrownBy(() -> quarkGluon(missing))
        .isInstanceOf(MismatchException.class)
        .hasMessage("weights.pt: tensor LGEBs.1.phi_x.2.weight is missing");

    assertThatThrownBy(() -> quarkGluon(Map.of()))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("not published LorentzNet weights", "embedding.weight");

    Map<String, WeightArray> far = saved();
    far.put("LGEBs.999999.phi_m.0.bias", new WeightArray(new int[] {1}, new float[1]));
    assertThatThrownBy(() -> quarkGluon(far))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("blocks 1000000");

    Map<String, WeightArray> twice = saved();
    twice.put("embedding.bias", new WeightArray(new int[] {5}, new float[5]));
    assertThatThrownBy(() -> quarkGluon(twice))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("embedding.bias stands twice");
  }

  @Test
  void coordinateScalesAreThePublishedOnes() {
    assertThat(PublishedTask.TOP.configuration().coordinateScale()).isEqualTo(5e-3);
    assertThat(PublishedTask.QUARK_GLUON.configuration().coordinateScale()).isEqualTo(1e-3);
    assertThat(PublishedTask.of("top")).contains(PublishedTask.TOP);
    assertThat(PublishedTask.of("qg")).contains(PublishedTask.QUARK_GLUON);
    assertThat(PublishedTask.of("jets")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(PublishedTask.class)
  void thePublishedFilesBecomeModels(PublishedTask task, @TempDir Path folder) {
    Path source = SharedFiles.require("golden/" + task.key() + "-published.safetensors");
    Safetensors contents = Safetensors.read(source);
    Tagger tagger =
        PublishedWeights.of(contents).tagger(task, OptionalDouble.of(120), OptionalDouble.of(100));
    LorentzNetConfiguration settings = ((LorentzNet) tagger.network()).settings();
    assertThat(settings.width()).isEqualTo(72);
    assertThat(settings.blocks()).isEqualTo(6);
    assertThat(settings.poolingDivisor()).hasValue(120);
    if (task == PublishedTask.TOP) {
      assertThat(tagger.network().parameters().count()).isEqualTo(224_072);
    }
    Path model = folder.resolve("model.safetensors");
    ModelFile.write(model, tagger);
    Tagger read = ModelFile.read(model);
    assertThat(read.network().parameters().all())
        .allSatisfy(tensor ->
            assertThat(Arrays.equals(tensor.values(), contents.floats(tensor.name())))
                .as(tensor.name())
                .isTrue());
  }
}
