package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.dataset.Bookmark;
import org.lorentznet.dataset.JetBatches;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.dataset.Reweighting;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.network.JetLoss;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetScorer;
import org.lorentznet.network.NetworkTraining;
import org.lorentznet.network.Parameters;

class DivergenceTest {
  @TempDir Path path;

  /** A network whose training goes wrong at one step. */
  private record Failing(JetNetwork sound, int at, double loss, Consumer<NetworkTraining> harm)
      implements JetNetwork {
    @Override
    public String architecture() {
      return sound.architecture();
    }

    @Override
    public Map<String, Object> configuration() {
      return sound.configuration();
    }

    @Override
    public ParticleEncoding encoding() {
      return sound.encoding();
    }

    @Override
    public int classes() {
      return sound.classes();
    }

    @Override
    public Parameters parameters() {
      return sound.parameters();
    }

    @Override
    public long multiplyAdds(int particles) {
      return 0;
    }

    @Override
    public JetScorer scorer() {
      return sound.scorer();
    }

    @Override
    public NetworkTraining training() {
      NetworkTraining training = sound.training();
      return new NetworkTraining() {
        private int steps;

        @Override
        public double step(JetBatch batch, JetLoss jetLoss, long dropoutSeed, Workers workers) {
          double mean = training.step(batch, jetLoss, dropoutSeed, workers);
          if (++steps == at) {
            harm.accept(training);
            return loss;
          }
          return mean;
        }

        @Override
        public float[] logits() {
          return training.logits();
        }

        @Override
        public List<float[]> gradients() {
          return training.gradients();
        }
      };
    }
  }

  private TrainingDivergedException fail(double loss, Consumer<NetworkTraining> harm) {
    try (RunFolder folder = RunFolder.create(path)) {
      Trainer trainer =
          new Trainer(
              new Failing(new SummedJetNetwork(7), RunFixture.BATCHES + 3, loss, harm),
              RunFixture.CONFIGURATION,
              ToyJets.data(RunFixture.JETS, 100),
              List.of(),
              folder,
              Workers.CALLER,
              TrainingListener.NONE,
              Duration.ZERO);
      return assertThatThrownBy(trainer::run)
          .asInstanceOf(InstanceOfAssertFactories.type(TrainingDivergedException.class))
          .actual();
    }
  }

  private void assertNothingIsLost() {
    TrainingOutcome outcome = RunFixture.run(path, TrainingListener.NONE);
    assertThat(outcome.history()).hasSize(RunFixture.EPOCHS);
  }

  @Test
  void aLossThatIsNotFiniteNamesEpochBatchAndJets() {
    TrainingDivergedException e =
        fail(Double.NaN, training -> training.logits()[2 * 5 + 1] = Float.NaN);
    long[] jets = thirdBatchOfSecondEpoch();
    assertThat(e.epoch()).isEqualTo(2);
    assertThat(e.batch()).isEqualTo(3);
    assertThat(e.jets()).containsExactly(jets[5]);
    assertThat(e)
        .hasMessage(
            "training diverged in epoch 2, batch 3: the loss is NaN; training jets "
                + jets[5]
                + ". A lower learning rate may help, if these jets are sound");
    assertNothingIsLost();
  }

  private static long[] thirdBatchOfSecondEpoch() {
    LabelledJets jets = ToyJets.data(RunFixture.JETS, 1).training();
    JetWeights weights = new JetWeights(Reweighting.NONE, jets);
    try (JetBatches batches = new JetBatches(jets, weights, 1, 2, 16, Bookmark.startOf(1))) {
      batches.next();
      batches.next();
      JetBatches.Batch third = batches.next();
      return IntStream.range(0, third.size()).mapToLong(third::number).toArray();
    }
  }

  @Test
  void aGradientThatIsNotFiniteStopsBeforeWeightsTakeHarm() {
    TrainingDivergedException e =
        fail(0.5, training -> training.gradients().get(1)[0] = Float.POSITIVE_INFINITY);
    assertThat(e.jets()).hasSize(16);
    assertThat(e)
        .hasMessageContaining("batch 3: a gradient is not finite")
        .hasMessageContaining("and 8 more");
    assertNothingIsLost();
  }
}
