package org.lorentznet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.dataset.JetBins;
import org.lorentznet.dataset.JetWeights;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.dataset.Reweighting;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.json.Json;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Safetensors;
import org.lorentznet.model.Version;
import org.lorentznet.testing.BlockSource;
import org.lorentznet.training.TrainingOutcome.Status;

class TrainerTest {
  @TempDir Path parent;

  private static final class Recorder implements TrainingListener {
    final List<Progress> batches = new ArrayList<>();
    final List<EpochResult> epochs = new ArrayList<>();
    final List<Boolean> best = new ArrayList<>();
    long validated;

    @Override
    public void batchDone(Progress progress) {
      batches.add(progress);
    }

    @Override
    public void validated(long jets, long jetsTotal) {
      validated = jets;
      assertThat(jetsTotal).isEqualTo(100);
    }

    @Override
    public void epochDone(EpochResult result, boolean isBest) {
      epochs.add(result);
      best.add(isBest);
    }
  }

  @Test
  void aSmallNetworkLearnsAndItsProgressIsTold() {
    Recorder recorder = new Recorder();
    TrainingOutcome outcome = RunFixture.run(parent.resolve("run"), recorder);
    assertThat(outcome.status()).isEqualTo(Status.FINISHED);
    assertThat(outcome.history()).hasSize(RunFixture.EPOCHS).isEqualTo(recorder.epochs);
    EpochResult last = outcome.history().get(RunFixture.EPOCHS - 1);
    assertThat(last.validationAccuracy()).isGreaterThan(0.8);
    assertThat(last.validationLoss()).isLessThan(outcome.history().get(0).validationLoss());
    assertThat(last.trainAccuracy()).isBetween(0.75, 1.0);
    assertThat(last.validationAuc().orElseThrow()).isBetween(0.85, 1.0);
    assertThat(outcome.best().orElseThrow().validationAccuracy())
        .isGreaterThanOrEqualTo(last.validationAccuracy());

    assertThat(recorder.batches).hasSize(RunFixture.BATCHES * RunFixture.EPOCHS);
    assertThat(recorder.batches.get(RunFixture.BATCHES - 1).jets()).isEqualTo(RunFixture.JETS);
    assertThat(recorder.batches.get(RunFixture.BATCHES).epoch()).isEqualTo(2);
    assertThat(recorder.validated).isEqualTo(100);
    assertThat(recorder.best.get(0)).isTrue();
  }

  @Test
  void learningRatesFollowTheSchedule() {
    TrainingOutcome outcome = RunFixture.run(parent.resolve("run"), TrainingListener.NONE);
    for (EpochResult result : outcome.history()) {
      assertThat(result.learningRate())
          .isEqualTo(
              0.02
                  * new LearningRateSchedule.Published()
                      .fraction(
                          new LearningRateSchedule.Moment(
                              result.epoch() - 1, RunFixture.EPOCHS, 0, List.of())));
    }
  }

  @Test
  void modelsTellWhereTheyComeFrom() throws IOException {
    Path path = parent.resolve("run");
    TrainingOutcome outcome = RunFixture.run(path, TrainingListener.NONE);
    for (String name : List.of(RunFolder.BEST, RunFolder.LAST)) {
      Map<String, Object> document =
          Json.parseObject(Safetensors.read(path.resolve(name)).metadata().get("lorentznet"));
      assertThat(document).containsEntry("task", "toy").containsEntry("architecture", "SummedJet");
      JsonObject provenance = new JsonObject("test", document).object("provenance");
      int epoch = provenance.integer("epoch", 1, RunFixture.EPOCHS);
      assertThat(provenance.text("version")).isEqualTo(Version.CURRENT).matches("[0-9]+\\..*");
      assertThat(provenance.objects("history")).hasSize(epoch);
      assertThat(provenance.object("training").members()).containsEntry("seed", 1L);
      assertThat(provenance.object("metrics").number("validation_accuracy"))
          .isEqualTo(outcome.history().get(epoch - 1).validationAccuracy());
      JsonObject training = provenance.object("data").object("training");
      assertThat(training.texts("names")).containsExactly("training.toy");
      assertThat(training.integer("jets", 0, 1000)).isEqualTo(RunFixture.JETS);
      assertThat(training.text("digest")).matches("sha256:[0-9a-f]{64}");
    }
    EpochResult best = outcome.best().orElseThrow();
    assertThat(outcome.history()).noneMatch(result -> result.isBetterThan(best));
  }

  @Test
  void repeatedRunsGiveTheSameModelFilesByteForByte() {
    for (String name : List.of("first", "second")) {
      RunFixture.run(parent.resolve(name), TrainingListener.NONE);
    }
    for (String file : List.of(RunFolder.BEST, RunFolder.LAST, RunFolder.CONFIGURATION)) {
      assertThat(parent.resolve("first").resolve(file))
          .hasSameBinaryContentAs(parent.resolve("second").resolve(file));
    }
  }

  @Test
  void withoutAJetOfEachClassThereIsNoAreaUnderTheCurve() {
    LabelledJets oneJet =
        ToyJets.held(ToyJets.of(1, 2, 50), "validation", RunFixture.CONFIGURATION);
    Validation validation =
        Validation.of(
                new SummedJetNetwork(7).scorer(),
                new SummedJetNetwork(7).encoding(),
                oneJet,
                new JetWeights(Reweighting.NONE, oneJet),
                10,
                1,
                Workers.CALLER,
                TrainingListener.NONE,
                () -> false)
            .orElseThrow();
    assertThat(validation.auc()).isEmpty();
    assertThat(validation.loss()).isPositive();
    assertThat(result(1, 0.5, 0.5).toJson()).containsEntry("validation_auc", null);
  }

  @Test
  void theBestEpochIsTheFirstOfTheMostAccurateWithTheLowestLoss() {
    List<EpochResult> history =
        List.of(result(1, 0.8, 0.4), result(2, 0.9, 0.5), result(3, 0.9, 0.3), result(4, 0.9, 0.3));
    assertThat(EpochResult.best(history)).contains(history.get(2));
    assertThat(EpochResult.best(List.of())).isEmpty();
  }

  private static EpochResult result(int epoch, double accuracy, double loss) {
    return new EpochResult(
        epoch, 1e-3, loss, accuracy, loss, accuracy, OptionalDouble.empty(), 1, 1);
  }

  @Test
  void classesOfNetworkAndDataMustAgree() {
    LabelledJets jets = withClasses("a", "b", "c");
    TrainingData data = new TrainingData("toy", jets, jets);
    try (RunFolder folder = RunFolder.create(parent.resolve("run"))) {
      assertThatThrownBy(() ->
              new Trainer(
                  new SummedJetNetwork(1),
                  RunFixture.CONFIGURATION,
                  data,
                  List.of(),
                  folder,
                  Workers.CALLER,
                  TrainingListener.NONE,
                  Duration.ZERO))
          .isInstanceOf(MismatchException.class)
          .hasMessage("the network has 2 classes, the data have 3: a, b, c");
    }
  }

  private static LabelledJets withClasses(String... classes) {
    return LabelledJets.read(
        BlockSource.inOrder(ToyJets.of(10, 1, 5)),
        new JetsWanted(
            "training",
            List.of("train.toy"),
            List.of(classes),
            ParticleEncoding.topTagging(),
            JetBins.ONE,
            100,
            Long.MAX_VALUE,
            Long.MAX_VALUE),
        jets -> {});
  }

  @Test
  void classesOfTrainingAndValidationMustAgree() {
    assertThatThrownBy(
            () -> new TrainingData("toy", withClasses("a", "b"), withClasses("a", "b", "c")))
        .isInstanceOf(MismatchException.class)
        .hasMessage(
            "train.toy (training) has the classes [a, b, c], train.toy (training) has [a, b]");
  }
}
