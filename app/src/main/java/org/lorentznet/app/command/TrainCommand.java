package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.description.Part;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.TrainingData;
import org.lorentznet.training.TrainingOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: from labelled jets to a model. */
@Command(
    name = "train",
    description = {
      "Trains a network; the recipe is the published one unless options say otherwise.",
      "The run folder holds configuration, log, checkpoint, best.safetensors, last.safetensors and"
          + " the curve. A run that was interrupted or killed goes on with --resume, to the same"
          + " bits."
    })
public final class TrainCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "top|qg|FILE.yaml",
      converter = TaskConverter.class,
      description =
          "What is to be told apart. A YAML file holds any of these options by their long names,"
              + " and the key 'task'; the command line wins.")
  private PublishedTask task;

  @Option(
      names = "--train",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Jets to learn from.")
  private List<Path> training;

  @Option(
      names = "--validation",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Jets that decide which epoch is kept.")
  private List<Path> validation;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The run folder.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the run in the folder, or begin.")
  private boolean resume;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Learn from the first N training jets only.")
  private Long limit;

  @Mixin private StorageOptions storage;
  @Mixin private WeightsOption weights;
  @Mixin private PresetOption preset;
  @Mixin private RecipeOptions recipe;
  @Mixin private NetworkOptions size;
  @Mixin private TransferOptions transfer;
  @Mixin private ThreadsOption threads;

  public TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    transfer.load(spec.commandLine());
    TrainingConfiguration configuration = usable(this::recipe);
    usable(() -> network(2, 1, configuration.seed()));
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit " + limit + " is not positive");
    }
    JetSource trainingSource = usable(preset.open(training, console, Part.TRAIN));
    JetSource validationSource = usable(preset.open(validation, console, Part.VALIDATION));
    requireSameClasses(trainingSource.schema(), validationSource.schema());
    try (RunFolder folder = resume ? RunFolder.resume(out) : RunFolder.create(out)) {
      if (folder.finished()) {
        int epochs = folder.configuration().orElseThrow().epochs();
        if (epochs != configuration.epochs()) {
          throw new MismatchException(
              out
                  + ": the run of "
                  + epochs
                  + " epochs is finished, and cannot be resumed as one of "
                  + configuration.epochs());
        }
        console.out().println(out + ": the run is finished: nothing to do");
        return 0;
      }
      return conclude(
          train(configuration, read(configuration, trainingSource, validationSource), folder));
    }
  }

  private TrainingConfiguration recipe() {
    return recipe.configuration(transfer.distillation(), transfer.fineTuning());
  }

  private ParticleEncoding encoding() {
    return transfer.start().map(JetNetwork::encoding).orElse(task.encoding());
  }

  private TrainingData read(
      TrainingConfiguration configuration, JetSource trainingSource, JetSource validationSource) {
    List<String> found = trainingSource.schema().classes();
    List<String> classes = named(found) ? found : task.classes();
    Optional<String> column = weights.column(trainingSource.schema());
    column.ifPresent(
        name -> console.err().println("jets have the weights in their column '" + name + "'"));
    JetSource weighedTraining = WeightsOption.weighted(trainingSource, column);
    JetSource weighedValidation = WeightsOption.weighted(validationSource, column);
    LabelledJets learning =
        WatchedTraining.read(
            console,
            weighedTraining,
            wanted("training", training, classes, configuration, limit, 0));
    StorageOptions.requireRoomToShuffle(learning);
    LabelledJets deciding =
        WatchedTraining.read(
            console,
            weighedValidation,
            wanted(
                "validation",
                validation,
                classes,
                configuration,
                null,
                learning.inMemory() ? learning.bytes() : 0));
    return new TrainingData(task.key(), learning, deciding);
  }

  private JetsWanted wanted(
      String purpose,
      List<Path> files,
      List<String> classes,
      TrainingConfiguration configuration,
      Long most,
      long memoryTaken) {
    return new JetsWanted(
        purpose,
        files.stream().map(Path::toString).toList(),
        classes,
        encoding(),
        configuration.reweighting().bins(),
        configuration.shuffleBuffer(),
        most == null ? Long.MAX_VALUE : most,
        storage.room(memoryTaken));
  }

  /** Classes have names of their own where not all are just numbered. */
  private boolean named(List<String> classes) {
    return classes.size() != task.classes().size()
        || !classes.stream().allMatch(name -> name.matches("[0-9]+"));
  }

  private TrainingOutcome train(
      TrainingConfiguration configuration, TrainingData data, RunFolder folder) throws Exception {
    double multiplicity =
        WatchedTraining.meanMultiplicity(data.training(), encoding().referenceVectors().size());
    JetNetwork network =
        usable(() -> network(data.classes().size(), multiplicity, configuration.seed()));
    transfer.begin(network, data.classes(), console);
    return WatchedTraining.run(
        console, network, configuration, data, transfer.teachers(), folder, threads);
  }

  /** The network to train, with random weights. */
  private JetNetwork network(int classes, double meanMultiplicity, long seed) {
    return transfer
        .start()
        .<JetNetwork>map(start -> TransferOptions.alike(start, classes, seed))
        .orElseGet(() ->
            LorentzNet.initialised(
                size.configuration(task.configuration(), classes, meanMultiplicity), seed));
  }

  private int conclude(TrainingOutcome outcome) {
    if (outcome.status() == TrainingOutcome.Status.STOPPED) {
      console.err().println("stopped, and saved: the same command with --resume goes on from here");
      return 1;
    }
    outcome
        .best()
        .ifPresent(best ->
            console
                .out()
                .printf(
                    Locale.ROOT,
                    "best epoch %d, validation accuracy %.4f: %s%n",
                    best.epoch(),
                    best.validationAccuracy(),
                    out.resolve(RunFolder.BEST)));
    return 0;
  }

  private JetSource usable(JetSource source) {
    encoding().requireColumns(source.schema());
    transfer.teachers().forEach(teacher -> teacher.encoding().requireColumns(source.schema()));
    if (!source.schema().labelled()) {
      throw new MismatchException(
          source.schema().source() + ": the jets are not labelled; training needs their classes");
    }
    return source;
  }

  private static void requireSameClasses(JetSchema training, JetSchema validation) {
    if (training.classes().size() != validation.classes().size()) {
      throw new MismatchException(
          validation.source()
              + " has "
              + validation.classes().size()
              + " classes, "
              + training.source()
              + " "
              + training.classes().size());
    }
  }

  /** A configuration, or an error of usage that names the option. */
  private <T> T usable(Callable<T> configuration) throws Exception {
    try {
      return configuration.call();
    } catch (IllegalArgumentException | MismatchException e) {
      throw new ParameterException(
          spec.commandLine(), e.getMessage().replaceFirst("^([a-z]+)_([a-z]+) ", "$1-$2 "), e);
    }
  }
}
