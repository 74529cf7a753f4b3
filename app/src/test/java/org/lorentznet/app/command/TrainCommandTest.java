package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.Main;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.json.Json;
import org.lorentznet.model.ModelFile;

class TrainCommandTest {
  @TempDir Path folder;
  private Path training;
  private Path validation;

  @BeforeEach
  void write() {
    training = SyntheticJets.write(folder.resolve("train.parquet"), 200, 1);
    validation = SyntheticJets.write(folder.resolve("validation.parquet"), 60, 2);
  }

  private List<Object> command(String out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--task", "top", "--train", training, "--validation", validation));
    arguments.addAll(List.of("--width", 4, "--blocks", 2, "--batch-size", 20));
    arguments.addAll(List.of("--out", folder.resolve(out)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private CommandRun train(String out, Object... more) {
    return CommandRun.of(command(out, more).toArray());
  }

  @Test
  void fillsTheRunFolder() throws Exception {
    CommandRun run = train("run", "--epochs", 2);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("epoch 1/2", "epoch 2/2", "AUC", "jets/s", "best.safetensors");
    Path out = folder.resolve("run");
    for (String name :
        List.of("configuration.json", "log.csv", "log.jsonl", "checkpoint.safetensors")) {
      assertThat(out.resolve(name)).isNotEmptyFile();
    }
    assertThat(ImageIO.read(out.resolve("curve.png").toFile()).getWidth()).isPositive();
    assertThat(ModelFile.read(out.resolve("best.safetensors")).classes())
        .containsExactly("narrow", "wide");
    assertThat(CommandRun.of("inspect", out.resolve("last.safetensors")).out())
        .contains("LorentzNet", "epoch", "metrics");
  }

  @Test
  void poolsByTheMeanMultiplicityUnlessToldOtherwise() throws Exception {
    double mean = SyntheticJets.make(200, 1).constituents() / 200.0 + 2;
    train("mean", "--epochs", 1);
    train("own", "--epochs", 1, "--pooling-divisor", "own", "--coordinate-clamp", 50);
    assertThat(configuration("mean")).contains("\"pooling_divisor\":" + mean);
    assertThat(configuration("mean")).contains("\"coordinate_clamp\":null");
    assertThat(configuration("own")).contains("\"pooling_divisor\":null");
    assertThat(configuration("own")).contains("\"coordinate_clamp\":50.0");
  }

  private String configuration(String run) throws Exception {
    String text = Files.readString(folder.resolve(run).resolve("configuration.json"));
    assertThat(Json.parseObject(text)).containsKeys("network", "training", "data");
    return text;
  }

  @Test
  void refusesAnExistingRunUnlessItIsToGoOn() {
    train("run", "--epochs", 1);
    CommandRun again = train("run", "--epochs", 1);
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("already holds a run");
    CommandRun resumed = train("run", "--epochs", 1, "--resume");
    assertThat(resumed.status()).isZero();
    assertThat(resumed.out()).contains("finished");
    assertThat(train("fresh", "--epochs", 1, "--resume").status()).isZero();
  }

  @Test
  void goesOnToTheSameBitsAfterBeingKilled() throws Exception {
    assertThat(train("whole", "--epochs", 6).status()).isZero();
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command("killed", "--epochs", 6, "--stream").forEach(argument -> java.add(argument.toString()));
    Process process =
        new ProcessBuilder(java)
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "words"))
            .start();
    Path log = folder.resolve("killed/log.csv");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (process.isAlive()
        && System.nanoTime() < end
        && !(Files.exists(log) && Files.readString(log).lines().count() >= 2)) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(log).isNotEmptyFile();
    CommandRun resumed = train("killed", "--epochs", 6, "--resume");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    for (String name : List.of("best.safetensors", "last.safetensors")) {
      assertThat(folder.resolve("killed").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
    }
  }

  @Test
  void streamedOrInMemoryTheModelIsTheSame() throws Exception {
    Path npz = SyntheticJets.write(folder.resolve("train.npz"), 200, 1);
    train("held", "--epochs", 2, "--shuffle-buffer", 64, "--in-memory");
    CommandRun streamed = train("streamed", "--epochs", 2, "--shuffle-buffer", 64, "--stream");
    assertThat(streamed.err()).contains("200 jets from files");
    training = npz;
    train("npz", "--epochs", 2, "--shuffle-buffer", 64);
    for (String name : List.of("best.safetensors", "last.safetensors")) {
      assertThat(folder.resolve("streamed").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("held").resolve(name));
    }
    assertThat(weights("npz")).isEqualTo(weights("held"));
    CommandRun other = train("held", "--epochs", 3, "--stream", "--in-memory");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("--stream").contains("--in-memory");
  }

  private List<String> weights(String run) {
    return ModelFile.read(folder.resolve(run).resolve("last.safetensors"))
        .network()
        .parameters()
        .all()
        .stream()
        .map(tensor -> tensor.name() + " " + Arrays.toString(tensor.values()))
        .toList();
  }

  @Test
  void weightsComeFromTheColumnOfThatName() throws Exception {
    CommandRun run = train("weighted", "--epochs", 1);
    assertThat(run.err()).contains("jets have the weights in their column 'weight'");
    assertThat(train("plain", "--epochs", 1, "--weights", "none").err()).doesNotContain("weights");
    assertThat(folder.resolve("plain/log.csv"))
        .content()
        .isNotEqualTo(Files.readString(folder.resolve("weighted/log.csv")));
    CommandRun wrong = train("wrong", "--epochs", 1, "--weights", "wait");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).contains("train.parquet: there is no jet column 'wait'");
  }

  @Test
  void reweightsAndTellsWhatThatCosts() throws Exception {
    Path file = folder.resolve("task.yaml");
    Files.writeString(
        file,
        """
        task: top
        train: train.parquet
        validation: validation.parquet
        out: fromfile
        epochs: 1
        width: 4
        blocks: 2
        flat-pt: [0, 200, 300]
        flat-mass: [0, 50, 100, 500]
        balance-classes: true
        reweight-by: sampling
        largest-factor: 20
        """);
    CommandRun run = CommandRun.of("train", "--task", file);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("jets of equal weight");
    String expected =
        "\"reweighting\":{\"pt\":[0.0,200.0,300.0],\"mass\":[0.0,50.0,100.0,500.0],"
            + "\"balance_classes\":true,\"largest_factor\":20.0,\"method\":\"sampling\"}";
    assertThat(configuration("fromfile")).contains(expected);
    assertThat(Json.write(ModelFile.read(folder.resolve("fromfile/last.safetensors")).provenance()))
        .contains(expected);
    for (List<String> wrong :
        List.of(
            List.of("--flat-pt", "300", "two or more"),
            List.of("--flat-mass", "0,5,5", "ascend"),
            List.of("--largest-factor", "0.5", "largest-factor"),
            List.of("--reweight-by", "chance", "weights, sampling"),
            List.of("--shuffle-buffer", "0", "shuffle-buffer"))) {
      CommandRun refused = train("wrong", wrong.get(0), wrong.get(1));
      assertThat(refused.status()).as(wrong.toString()).isEqualTo(2);
      assertThat(refused.err()).contains(wrong.get(2));
    }
    assertThat(train("empty", "--flat-pt", "1000,2000").err()).contains("no jet weighs anything");
  }

  @Test
  void learnsFromTheFirstJetsOnlyWhereLimited() throws Exception {
    train("run", "--epochs", 1, "--limit", 50);
    assertThat(configuration("run")).contains("\"jets\":50");
  }

  @Test
  void takesOptionsFromAFile() throws Exception {
    Path file = folder.resolve("task.yaml");
    Files.writeString(
        file,
        """
        task: top
        train: [train.parquet]
        validation: validation.parquet
        out: fromfile
        epochs: 1
        width: 4
        blocks: 2
        """);
    CommandRun run = CommandRun.of("train", "--task", file, "--width", 6);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(configuration("fromfile")).contains("\"width\":6", "\"blocks\":2");
  }

  @Test
  void aFinishedRunIsNotResumedAsALongerOne() {
    train("run", "--epochs", 1);
    CommandRun longer = train("run", "--epochs", 2, "--resume");
    assertThat(longer.status()).isEqualTo(1);
    assertThat(longer.err()).contains("run of 1 epochs is finished").contains("one of 2");
  }

  @Test
  void refusesAKeyThatStandsTwice() throws Exception {
    Path file = Files.writeString(folder.resolve("task.yaml"), "task: top\nepochs: 3\nepochs: 5\n");
    CommandRun run = CommandRun.of("train", "--task", file);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("task.yaml").contains("Duplicate").contains("epochs");
  }

  @Test
  void suggestsWhatAnUnknownKeyMayMean() throws Exception {
    Path file = Files.writeString(folder.resolve("task.yaml"), "task: top\nepoch: 3\n");
    CommandRun run = CommandRun.of("train", "--task", file);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("task.yaml").contains("'epoch'").contains("'epochs'");
    Files.writeString(file, "task: [unclosed\n");
    assertThat(CommandRun.of("train", "--task", file).err().lines())
        .singleElement()
        .asString()
        .contains("not valid YAML");
  }

  @Test
  void namesTheOptionThatIsOutOfRange() {
    for (String option : List.of("--epochs", "--batch-size", "--width", "--limit", "--threads")) {
      List<Object> arguments =
          new ArrayList<>(
              List.of("train", "--task", "top", "--train", training, "--validation", validation));
      arguments.addAll(List.of("--out", folder.resolve("run"), option, 0));
      CommandRun run = CommandRun.of(arguments.toArray());
      assertThat(run.status()).as(option).isEqualTo(2);
      assertThat(run.err()).contains(option.substring(2)).contains("train --help");
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void recipesBeyondThePublishedOne() throws Exception {
    CommandRun run =
        train(
            "run",
            "--epochs",
            2,
            "--schedule",
            "one-cycle",
            "--optimiser",
            "lion",
            "--learning-rate",
            2e-4,
            "--decay",
            "matrices",
            "--clip-gradients",
            1,
            "--label-smoothing",
            0.05,
            "--ema",
            0.99,
            "--class-weights",
            "1,2",
            "--patience",
            2,
            "--not-finite",
            "skip");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(configuration("run"))
        .contains(
            "\"optimiser\":\"lion\"",
            "\"decay\":\"matrices\"",
            "\"gradient_clip\":1.0",
            "\"label_smoothing\":0.05",
            "\"averaging\":{\"kind\":\"exponential\",\"decay\":0.99}",
            "\"class_weights\":[1.0,2.0]",
            "\"patience\":2",
            "\"beta2\":0.99,");
    CommandRun published = train("run", "--epochs", 2, "--resume");
    assertThat(published.status()).isEqualTo(1);
    assertThat(published.err()).contains("cannot be resumed as another: ", "optimiser was");
    for (List<String> wrong :
        List.of(
            List.of("--ema", "1.5", "ema is 1.5"),
            List.of("--swa", "1", "swa is 1"),
            List.of("--optimiser", "sgd", "known: adamw, lion"),
            List.of("--teacher-weight", "0.5", "needs --teacher"),
            List.of("--class-weights", "1,2,3", "3 class weights are given"),
            List.of("--freeze", "LGEBs.7", "no tensor to freeze is named LGEBs.7"))) {
      CommandRun refused = train("wrong", wrong.get(0), wrong.get(1));
      assertThat(refused.status()).as(wrong.toString()).isPositive();
      assertThat(refused.err()).contains(wrong.get(2));
    }
  }

  @Test
  void fineTunesAndDistils() throws Exception {
    train("first", "--epochs", 2);
    Path model = folder.resolve("first/best.safetensors");
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--task", "top", "--train", training, "--validation", validation));
    arguments.addAll(List.of("--out", folder.resolve("tuned"), "--epochs", 1, "--from", model));
    arguments.addAll(List.of("--freeze", "embedding,LGEBs.0"));
    CommandRun tuned = CommandRun.of(arguments.toArray());
    assertThat(tuned.status()).as(tuned.err()).isZero();
    assertThat(tuned.err()).contains("beginning with the weights of " + model);
    assertThat(configuration("tuned")).contains("\"width\":4", "\"frozen\":[\"embedding\"");
    assertThat(tensor("tuned", "LGEBs.0.phi_e.3.weight"))
        .isEqualTo(
            ModelFile.read(model).network().parameters().get("LGEBs.0.phi_e.3.weight").values());
    assertThat(tensor("tuned", "LGEBs.1.phi_e.3.weight"))
        .isNotEqualTo(
            ModelFile.read(model).network().parameters().get("LGEBs.1.phi_e.3.weight").values());
    CommandRun conflict = train("conflict", "--from", model);
    assertThat(conflict.status()).isEqualTo(2);
    assertThat(conflict.err()).contains("--width is settled by the model that --from names");

    CommandRun student =
        train(
            "student", "--epochs", 1, "--teacher", model, folder.resolve("tuned/best.safetensors"));
    assertThat(student.status()).as(student.err()).isZero();
    assertThat(configuration("student")).contains("\"temperature\":2.0", "sha256:");
    train("alone", "--epochs", 1);
    assertThat(weights("student")).isNotEqualTo(weights("alone"));
  }

  @Test
  void aHeadForOtherClassesBeginsAnew() {
    Path model = SmallModel.threeClasses(folder.resolve("three.safetensors"));
    CommandRun run =
        CommandRun.of(
            "train",
            "--task",
            "top",
            "--train",
            training,
            "--validation",
            validation,
            "--epochs",
            1,
            "--out",
            folder.resolve("two"),
            "--from",
            model);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("but for graph_dec.3.weight, graph_dec.3.bias")
        .contains("the classes a, b, c, the jets narrow, wide");
  }

  private float[] tensor(String run, String name) {
    return ModelFile.read(folder.resolve(run).resolve("last.safetensors"))
        .network()
        .parameters()
        .get(name)
        .values();
  }

  @Test
  void networksBeyondThePublishedOne() throws Exception {
    CommandRun run =
        train(
            "run",
            "--epochs",
            1,
            "--omit",
            "gate,norm",
            "--reference-vectors",
            "beams,time",
            "--scalars",
            "jet-mass,log-pt");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(configuration("run"))
        .contains("\"omitted\":[\"norm\",\"gate\"]", "jet_mass", "log_pt", "[1.0,0.0,0.0,0.0]");
    Path model = folder.resolve("run/best.safetensors");
    CommandRun evaluated = CommandRun.of("evaluate", "--model", model, "--data", validation);
    assertThat(evaluated.status()).as(evaluated.err()).isZero();
    assertThat(CommandRun.of("inspect", model).out()).contains("psi(jet mass)", "log pt");

    CommandRun together = train("together", "--epochs", 1, "--ensemble", 2, "--seed", 5);
    assertThat(together.status()).as(together.err()).isZero();
    Path ensemble = folder.resolve("together/best.safetensors");
    assertThat(CommandRun.of("evaluate", "--model", ensemble, "--data", validation).status())
        .isZero();
    train("a", "--epochs", 1, "--seed", 5);
    train("b", "--epochs", 1, "--seed", 6);
    CommandRun apart =
        CommandRun.of(
            "ensemble",
            folder.resolve("a/best.safetensors"),
            folder.resolve("b/best.safetensors"),
            "--out",
            folder.resolve("both.safetensors"));
    assertThat(apart.status()).as(apart.err()).isZero();
    assertThat(CommandRun.of("inspect", folder.resolve("both.safetensors")).out())
        .contains("Ensemble");
    for (List<String> wrong :
        List.of(
            List.of("--omit", "gates", "unknown part 'gates'"),
            List.of("--reference-vectors", "sun", "unknown reference vector 'sun'"),
            List.of("--scalars", "mas", "unknown scalar 'mas'"),
            List.of("--ensemble", "0", "--ensemble 0"))) {
      CommandRun refused = train("wrong", wrong.get(0), wrong.get(1));
      assertThat(refused.status()).as(wrong.toString()).isEqualTo(2);
      assertThat(refused.err()).contains(wrong.get(2));
    }
  }

  @Test
  void savesTheBatchWhoseLossIsNotFinite() throws Exception {
    Path model = SmallModel.overflowing(folder.resolve("overflowing.safetensors"));
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", "top", "--from", model, "--epochs", 1));
    arguments.addAll(List.of("--train", training, "--validation", validation, "--out"));
    arguments.add(folder.resolve("diverged"));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("training diverged in epoch 1, batch 1: ");
    Path saved = folder.resolve("diverged/not-finite-epoch-1-batch-1.parquet");
    CommandRun batch = CommandRun.of("inspect", saved);
    assertThat(batch.status()).as(batch.err()).isZero();
    assertThat(batch.out()).contains("128");
  }

  @Test
  void validatesOnAFoldOfTheTrainingJets() throws Exception {
    List<Object> arguments = new ArrayList<>(command("folded", "--epochs", 1, "--fold", "2/4"));
    int at = arguments.indexOf("--validation");
    arguments.subList(at, at + 2).clear();
    CommandRun run = CommandRun.of(arguments.toArray());
    assertThat(run.status()).as(run.err()).isZero();
    Matcher counts = Pattern.compile("\"jets\":([0-9]+)").matcher(configuration("folded"));
    assertThat(counts.find()).isTrue();
    int learned = Integer.parseInt(counts.group(1));
    assertThat(counts.find()).isTrue();
    assertThat(learned + Integer.parseInt(counts.group(1))).isEqualTo(200);
    assertThat(learned).isBetween(120, 180);
    CommandRun again =
        CommandRun.of(
            "train",
            "--like",
            folder.resolve("folded/best.safetensors"),
            "--out",
            folder.resolve("again"));
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.out()).contains("bit by bit the weights of");
    assertThat(train("both", "--fold", "1/2").err()).contains("either --validation or --fold");
    assertThat(train("wrong", "--fold", "3/2").err()).contains("fold 3/2");
  }

  @Test
  void repeatsARunFromItsModel() throws Exception {
    train("first", "--epochs", 2, "--ema", 0.9, "--schedule", "cosine", "--limit", 150);
    Path model = folder.resolve("first/best.safetensors");
    CommandRun again =
        CommandRun.of("train", "--like", model, "--out", folder.resolve("again"), "--threads", 1);
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(again.out()).contains("bit by bit the weights of " + model);
    assertThat(folder.resolve("again/best.safetensors")).hasSameBinaryContentAs(model);
    CommandRun settled =
        CommandRun.of("train", "--like", model, "--out", folder.resolve("x"), "--epochs", 3);
    assertThat(settled.status()).isEqualTo(2);
    assertThat(settled.err()).contains("--epochs is settled by the model that --like names");
    CommandRun others =
        CommandRun.of(
            "train", "--like", model, "--out", folder.resolve("y"), "--train", validation);
    assertThat(others.status()).isEqualTo(1);
    assertThat(others.err()).contains("was trained on other training jets");
    CommandRun imported =
        CommandRun.of(
            "train",
            "--like",
            SmallModel.top(folder.resolve("t.safetensors")),
            "--out",
            folder.resolve("z"));
    assertThat(imported.status()).isEqualTo(1);
    assertThat(imported.err()).contains("t.safetensors: provenance").contains("'data' is missing");
  }

  @Test
  void findsALearningRate() throws Exception {
    CommandRun run = train("rates", "--find-learning-rate");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("suggested: --learning-rate ");
    assertThat(Files.readAllLines(folder.resolve("rates/learning-rates.csv")).get(1))
        .startsWith("1.0E-6,");
    assertThat(ImageIO.read(folder.resolve("rates/learning-rates.png").toFile()).getWidth())
        .isPositive();
    assertThat(train("rates", "--epochs", 1, "--tensorboard").status()).isZero();
    assertThat(folder.resolve("rates/tensorboard")).isNotEmptyDirectory();
  }
}
