package org.lorentznet.network.lorentz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.Tensor;
import org.lorentznet.network.lorentz.exact.ExactLorentzNet;
import org.lorentznet.numeric.RandomStream;

/** Networks without one of their parts: fast path, oracle and equations agree on what is left. */
class OmittedPartsTest {
  private static final int WIDTH = 6;

  static Stream<Set<NetworkPart>> omitted() {
    return Stream.concat(
        Stream.of(NetworkPart.values()).map(EnumSet::of),
        Stream.of(EnumSet.allOf(NetworkPart.class)));
  }

  /** A network whose trained values are random, also where they begin at a fixed value. */
  private static LorentzNet network(Set<NetworkPart> without) {
    LorentzNet network =
        LorentzNet.initialised(
            LorentzNetConfiguration.topTagging(10)
                .withSize(WIDTH, 3)
                .withDropout(0)
                .without(without),
            5);
    RandomStream random = new RandomStream(3);
    for (Tensor tensor : network.parameters().trained()) {
      if (tensor.shape().length == 1 || tensor.name().contains("phi_x.2")) {
        for (int i = 0; i < tensor.values().length; i++) {
          tensor.values()[i] += (float) (0.4 * (random.nextDouble() - 0.5));
        }
      }
    }
    return network;
  }

  private static JetBatch jets() {
    return LorentzNetPropertiesTest.jets(new int[] {7, 11, 4}, 6);
  }

  @ParameterizedTest
  @MethodSource("omitted")
  void scoresAreTheOracles(Set<NetworkPart> without) {
    LorentzNet network = network(without);
    float[] logits = new float[6];
    network.scorer().score(jets(), Workers.CALLER, logits);
    ExactLorentzNet.Forward exact = new ExactLorentzNet(network).evaluate(jets());
    for (int i = 0; i < 6; i++) {
      assertThat((double) logits[i]).isCloseTo(exact.logits()[i], offset(1e-5));
    }
    assertThat(Arrays.equals(exact.coordinates().get(2), exact.coordinates().get(0)))
        .isEqualTo(without.contains(NetworkPart.COORDINATE_UPDATE));
    float[] whole = new float[6];
    network(Set.of()).scorer().score(jets(), Workers.CALLER, whole);
    assertThat(whole).isNotEqualTo(logits);
  }

  /** Slopes of the oracle's loss along every value that is trained; none along those left out. */
  @ParameterizedTest
  @MethodSource("omitted")
  void gradientsAreSlopesOfTheOraclesLoss(Set<NetworkPart> without) {
    LorentzNet network = network(without);
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    training.step(jets(), 0, Workers.CALLER);
    ExactLorentzNet exact = new ExactLorentzNet(network);
    int columns = 2 * WIDTH + 2;
    for (Tensor tensor : network.parameters().trained()) {
      double[] values = exact.values().get(tensor.name());
      boolean first = tensor.name().endsWith("phi_e.0.weight");
      for (int i = 0; i < values.length; i += first ? 1 : 5) {
        float found = training.gradient(tensor.name())[i];
        int fromEnd = columns - i % columns;
        if (first
            && ((fromEnd == 1 && without.contains(NetworkPart.DOT_PRODUCT))
                || (fromEnd == 2 && without.contains(NetworkPart.NORM)))) {
          assertThat(found).isZero();
          assertThat(values[i]).isZero();
          continue;
        }
        double start = values[i];
        values[i] = start + 1e-6;
        double up = exact.step(jets()).loss();
        values[i] = start - 1e-6;
        double down = exact.step(jets()).loss();
        values[i] = start;
        assertThat((double) found)
            .as("%s[%d]", tensor.name(), i)
            .isCloseTo((up - down) / 2e-6, offset(2e-5 + 2e-3 * Math.abs(found)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("omitted")
  void whatIsLeftOutStaysSo(Set<NetworkPart> without) {
    LorentzNet network = network(without);
    Map<String, float[]> before = new LinkedHashMap<>();
    network.parameters().all().forEach(t -> before.put(t.name(), t.values().clone()));
    LorentzNetTraining training = (LorentzNetTraining) network.training();
    for (int step = 0; step < 5; step++) {
      training.step(jets(), step, Workers.CALLER);
      for (Tensor tensor : network.parameters().trained()) {
        float[] gradient = training.gradient(tensor.name());
        for (int i = 0; i < gradient.length; i++) {
          tensor.values()[i] -= 0.01f * gradient[i];
        }
      }
    }
    for (Tensor tensor : network.parameters().all()) {
      if (tensor.role() == Tensor.Role.CONSTANT) {
        assertThat(tensor.values()).isEqualTo(before.get(tensor.name()));
      }
    }
    float[] first = network.parameters().get("LGEBs.1.phi_e.0.weight").values();
    int columns = 2 * WIDTH + 2;
    for (int end = columns; end <= first.length; end += columns) {
      assertThat(first[end - 1] == 0).isEqualTo(without.contains(NetworkPart.DOT_PRODUCT));
      assertThat(first[end - 2] == 0).isEqualTo(without.contains(NetworkPart.NORM));
    }
  }

  @Test
  void otherWeightsBeginTheSame() {
    LorentzNetConfiguration whole = LorentzNetConfiguration.topTagging(10).withSize(WIDTH, 2);
    LorentzNet with = LorentzNet.initialised(whole, 5);
    LorentzNet without = LorentzNet.initialised(whole.without(Set.of(NetworkPart.GATE)), 5);
    for (Tensor tensor : without.parameters().all()) {
      if (!tensor.name().contains("phi_m")) {
        assertThat(tensor.values()).isEqualTo(with.parameters().get(tensor.name()).values());
      }
    }
    assertThat(without.parameters().count()).isEqualTo(with.parameters().count() - 2 * (WIDTH + 1));
  }

  @Test
  void configurationsReadBack() {
    LorentzNetConfiguration settings =
        LorentzNetConfiguration.topTagging(10).without(Set.of(NetworkPart.GATE, NetworkPart.NORM));
    String text = Json.write(settings.toJson());
    assertThat(text).contains("\"omitted\":[\"norm\",\"gate\"]");
    assertThat(LorentzNetConfiguration.fromJson(new JsonObject("test", Json.parseObject(text))))
        .isEqualTo(settings);
    assertThatThrownBy(() -> NetworkPart.of("gates"))
        .isInstanceOf(MismatchException.class)
        .hasMessage(
            "unknown part 'gates' of the network; known: dot-product, norm, coordinate-update,"
                + " gate");
  }
}
