package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lorentznet.app.console.Console;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.model.ModelDigest;
import org.lorentznet.model.Tagger;
import org.lorentznet.model.TransferredWeights;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.ensemble.Ensemble;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.training.Distillation;
import org.lorentznet.training.FineTuning;
import org.lorentznet.training.ModelName;
import org.lorentznet.training.TrainingConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Networks that a training builds on: one to begin with, others to learn from. */
final class TransferOptions {
  /** Options of the network, which a model to begin with has settled. */
  private static final List<String> SETTLED =
      List.of(
          "--width",
          "--blocks",
          "--dropout",
          "--pooling-divisor",
          "--coordinate-clamp",
          "--omit",
          "--reference-vectors",
          "--scalars",
          "--ensemble");

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Begin with the weights of a model (a file, or pretrained:NAME), whose network and inputs"
              + " are then those of the training. Where classes differ, the last layer begins anew.")
  private Path from;

  @Option(
      names = "--freeze",
      split = ",",
      paramLabel = "NAME",
      description =
          "Leave tensors alone, by name or by the first part of their names, e.g."
              + " embedding,LGEBs.0,LGEBs.1.")
  private List<String> frozen = List.of();

  @Option(
      names = "--teacher",
      arity = "1..*",
      paramLabel = "MODEL",
      description =
          "Learn from what these models (files, or pretrained:NAME) say of the training jets,"
              + " besides the labels.")
  private List<Path> teacherFiles = List.of();

  @Option(
      names = "--teacher-weight",
      paramLabel = "W",
      defaultValue = "0.5",
      description = "How much the teachers count against the labels (default: ${DEFAULT-VALUE}).")
  private double weight;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "2",
      description = "By what logits are divided to compare with teachers (default: 2).")
  private double temperature;

  private Tagger start;
  private final List<Tagger> teachers = new ArrayList<>();

  /** Takes everything from a recipe, as if it had been given. */
  void take(TrainingConfiguration recipe) {
    from = recipe.fineTuning().start().map(start -> Path.of(start.name())).orElse(null);
    frozen = recipe.fineTuning().frozen();
    recipe
        .objective()
        .distillation()
        .ifPresent(teaching -> {
          teacherFiles =
              teaching.teachers().stream().map(teacher -> Path.of(teacher.name())).toList();
          weight = teaching.weight();
          temperature = teaching.temperature();
        });
  }

  /**
   * Checks that the models are those of a recipe.
   *
   * @throws MismatchException where one has changed
   */
  void requireSame(TrainingConfiguration recipe) {
    if (!recipe.fineTuning().equals(fineTuning())
        || !recipe.objective().distillation().equals(distillation())) {
      throw new MismatchException(
          "the models that the training built on are not what they were: "
              + recipe.fineTuning()
              + ", "
              + recipe.objective().distillation());
    }
  }

  /**
   * Reads the models.
   *
   * @throws ParameterException for options that do not go together
   * @throws org.lorentznet.errors.UserException where a model cannot be read
   */
  void load(CommandLine command) {
    CommandLine.ParseResult given = command.getParseResult();
    for (String option : SETTLED) {
      if (from != null && given.hasMatchedOption(option)) {
        throw new ParameterException(
            command, option + " is settled by the model that --from names");
      }
    }
    for (String option : List.of("--teacher-weight", "--temperature")) {
      if (teacherFiles.isEmpty() && given.hasMatchedOption(option)) {
        throw new ParameterException(command, option + " needs --teacher");
      }
    }
    start = from == null ? null : Models.read(from);
    for (Path file : teacherFiles) {
      teachers.add(Models.read(file));
    }
  }

  /** The network whose weights are the first. */
  Optional<JetNetwork> start() {
    return Optional.ofNullable(start).map(Tagger::network);
  }

  /** The networks to learn from. */
  List<JetNetwork> teachers() {
    return teachers.stream().map(Tagger::network).toList();
  }

  FineTuning fineTuning() {
    return new FineTuning(start().map(network -> name(from, network)), frozen);
  }

  /**
   * What is learned from teachers.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  Optional<Distillation> distillation() {
    if (teachers.isEmpty()) {
      return Optional.empty();
    }
    List<ModelName> names = new ArrayList<>();
    for (int t = 0; t < teachers.size(); t++) {
      names.add(name(teacherFiles.get(t), teachers.get(t).network()));
    }
    return Optional.of(new Distillation(names, weight, temperature));
  }

  private static ModelName name(Path file, JetNetwork network) {
    return new ModelName(file.toString(), ModelDigest.of(network));
  }

  /**
   * A network like another, but for its number of classes, with random weights.
   *
   * @throws MismatchException where there is no training for that architecture
   */
  static JetNetwork alike(JetNetwork network, int classes, long seed) {
    if (network instanceof LorentzNet lorentzNet) {
      return LorentzNet.initialised(lorentzNet.settings().withClasses(classes), seed);
    }
    if (network instanceof Ensemble ensemble) {
      List<JetNetwork> members = new ArrayList<>();
      for (int m = 0; m < ensemble.members().size(); m++) {
        members.add(alike(ensemble.members().get(m), classes, seed + m));
      }
      return new Ensemble(members);
    }
    throw new MismatchException(
        "a network of architecture " + network.architecture() + " cannot be trained");
  }

  /** Gives a network the first weights, and tells which are random all the same. */
  void begin(JetNetwork network, List<String> classes, Console console) {
    if (start == null) {
      return;
    }
    List<String> own = TransferredWeights.copy(start.network(), network);
    console
        .err()
        .println(
            "beginning with the weights of "
                + from
                + (own.isEmpty()
                    ? ""
                    : ", but for "
                        + String.join(", ", own)
                        + ": it has the classes "
                        + String.join(", ", start.classes())
                        + ", the jets "
                        + String.join(", ", classes)));
  }
}
