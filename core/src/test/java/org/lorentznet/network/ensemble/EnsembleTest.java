package org.lorentznet.network.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Architectures;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Softmax;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.numeric.RandomStream;

class EnsembleTest {
  private static final LorentzNetConfiguration SETTINGS =
      LorentzNetConfiguration.topTagging(8).withSize(5, 2);

  private static LorentzNet member(long seed) {
    return LorentzNet.initialised(SETTINGS, seed);
  }

  private static JetBatch jets() {
    RandomStream random = new RandomStream(4);
    double[] momenta = new double[4 * 14];
    float[] scalars = new float[2 * 14];
    for (int i = 0; i < 14; i++) {
      double square = 0;
      for (int c = 1; c < 4; c++) {
        momenta[4 * i + c] = 10 * random.nextDouble();
        square += momenta[4 * i + c] * momenta[4 * i + c];
      }
      momenta[4 * i] = Math.sqrt(square) + 0.1;
      scalars[2 * i] = (float) random.nextDouble();
    }
    return new JetBatch(new int[] {0, 5, 14}, momenta, scalars, new int[] {0, 1});
  }

  @Test
  void probabilitiesAreTheMeansOfTheMembers() {
    Ensemble ensemble = new Ensemble(List.of(member(1), member(2), member(3)));
    float[] logits = new float[4];
    ensemble.scorer().score(jets(), Workers.CALLER, logits);
    double[] expected = new double[4];
    for (long seed = 1; seed <= 3; seed++) {
      float[] own = new float[4];
      member(seed).scorer().score(jets(), Workers.CALLER, own);
      for (int i = 0; i < 4; i++) {
        double[] probabilities = new double[2];
        Softmax.probabilities(own, i / 2 * 2, probabilities);
        expected[i] += probabilities[i % 2] / 3;
      }
    }
    for (int i = 0; i < 4; i++) {
      assertThat(Math.exp(logits[i])).isCloseTo(expected[i], offset(1e-6));
    }
  }

  @Test
  void membersLearnAsTheyWouldAlone() {
    LorentzNet second = member(2);
    Ensemble ensemble = new Ensemble(List.of(member(1), second));
    NetworkTraining together = ensemble.training();
    double loss = together.step(jets(), 9, Workers.CALLER);
    NetworkTraining one = member(1).training();
    NetworkTraining two = member(2).training();
    double expected = one.step(jets(), RandomStream.key(9, 0), Workers.CALLER);
    expected += two.step(jets(), RandomStream.key(9, 1), Workers.CALLER);
    assertThat(loss).isEqualTo(expected / 2);
    List<float[]> gradients = together.gradients();
    int each = one.gradients().size();
    assertThat(gradients).hasSize(2 * each).hasSameSizeAs(ensemble.parameters().trained());
    for (int i = 0; i < each; i++) {
      assertThat(gradients.get(i)).isEqualTo(one.gradients().get(i));
      assertThat(gradients.get(each + i)).isEqualTo(two.gradients().get(i));
    }
    assertThat(ensemble.parameters().get("members.1.embedding.weight").values())
        .isSameAs(second.parameters().get("embedding.weight").values());
  }

  @Test
  void itIsBuiltAgainFromItsConfiguration() {
    Ensemble ensemble = new Ensemble(List.of(member(1), member(2)));
    String text = Json.write(ensemble.configuration());
    JsonObject json = new JsonObject("test", Json.parseObject(text));
    assertThat(Architectures.create(Ensemble.ARCHITECTURE, json).configuration())
        .isEqualTo(ensemble.configuration());
    JsonObject huge =
        new JsonObject("test", Json.parseObject(text.replace("\"members\":2", "\"members\":2000")));
    assertThatThrownBy(() -> Architectures.create(Ensemble.ARCHITECTURE, huge))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("'members' is 2000, expected a whole number from 2 to 100");
  }

  @Test
  void membersHaveTheSameNetwork() {
    LorentzNet wider = LorentzNet.initialised(SETTINGS.withSize(6, 2), 1);
    assertThatThrownBy(() -> new Ensemble(List.of(member(1), wider)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("members of an ensemble have the same network: number 2 is");
    assertThatThrownBy(() -> new Ensemble(List.of(member(1))))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("two members or more");
  }
}
