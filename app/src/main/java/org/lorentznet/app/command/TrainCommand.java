package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.LearningRatePicture;
import org.lorentznet.data.description.Part;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.FoldedJets;
import org.lorentznet.jet.JetSchema;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.ensemble.Ensemble;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.training.LearningRateFinder;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.Trainer;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.TrainingData;
import org.lorentznet.training.TrainingListener;
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
  private static final int MOST_MEMBERS = 100;

  /** Steps in which the learning rate rises from its lowest to its highest. */
  private static final int FINDER_STEPS = 200;

  /** Options that go with --like: what they say does not change the result. */
  private static final Set<String> BESIDE_LIKE =
      Set.of(
          "--task",
          "--train",
          "--validation",
          "--fold",
          "--limit",
          "--out",
          "--resume",
          "--threads",
          "--live",
          "--tensorboard",
          "--mlflow",
          "--preset",
          "--weights",
          "--stream",
          "--in-memory",
          "--adopt",
          "--cache",
          "--catalogue",
          "--debug",
          LikeModel.OPTION);

  private final Console console;
  private LikeModel like;

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
      arity = "1..*",
      paramLabel = "FILE",
      description = "Jets that decide which epoch is kept; required without --fold.")
  private List<Path> validation;

  @Option(
      names = "--fold",
      paramLabel = "I/K",
      converter = FoldConverter.class,
      description =
          "Instead of --validation: validate on the Ith of K parts of the training jets, and learn"
              + " from the others.")
  private FoldedJets.Fold fold;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The run folder.")
  private Path out;

  @Option(names = "--resume", description = "Go on with the run in the folder, or begin.")
  private boolean resume;

  @Option(
      names = LikeModel.OPTION,
      paramLabel = "MODEL",
      description =
          "Train a model once more as it tells itself: same task, data, network and recipe. Data that"
              + " have moved are named by --train and --validation.")
  private Path likeFile;

  @Option(
      names = "--find-learning-rate",
      description =
          "Instead of training: raise the learning rate from step to step, and write how the loss"
              + " goes, and which rate that suggests, to learning-rates.csv and .png in the folder.")
  private boolean findLearningRate;

  @Option(
      names = "--adopt",
      arity = "1..*",
      paramLabel = "DIR",
      description =
          "Where the run folder holds no run yet: copy a finished run of the same network, recipe"
              + " and data from this folder, or from a folder in it.")
  private List<Path> adopted = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Learn from the first N training jets only.")
  private Long limit;

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train N networks at once, from different first weights, that answer as one (default: 1).")
  private int ensemble;

  @Mixin private StorageOptions storage;
  @Mixin private WeightsOption weights;
  @Mixin private PresetOption preset;
  @Mixin private RecipeOptions recipe;
  @Mixin private NetworkOptions size;
  @Mixin private TransferOptions transfer;
  @Mixin private WatchOptions watching;
  @Mixin private ThreadsOption threads;

  public TrainCommand(Console console) {
    this.console = console;
  }

  /** The jets to learn from, as far as files tell their number. */
  OptionalLong trainingJets() {
    return preset.open(training, console, Part.TRAIN).schema().jets();
  }

  /** Whether jets get reference vectors that can be left out. */
  boolean hasReferenceVectors() {
    return !encoding().referenceVectors().isEmpty();
  }

  @Override
  public Integer call() throws Exception {
    if (likeFile != null) {
      requireNothingBesideLike();
      like = new LikeModel(likeFile);
      transfer.take(like.recipe());
    }
    transfer.load(spec.commandLine());
    TrainingConfiguration configuration = usable(this::recipe);
    if (ensemble < 1 || ensemble > MOST_MEMBERS) {
      throw new ParameterException(
          spec.commandLine(), "--ensemble " + ensemble + " is not from 1 to " + MOST_MEMBERS);
    }
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit " + limit + " is not positive");
    }
    usable(() -> network(2, 1, configuration.seed()));
    if ((validation == null) == (fold == null)) {
      throw new ParameterException(spec.commandLine(), "give either --validation or --fold");
    }
    JetSource all = usable(preset.open(training, console, Part.TRAIN));
    JetSource trainingSource = fold == null ? all : new FoldedJets(all, fold, true);
    JetSource validationSource =
        fold == null
            ? usable(preset.open(validation, console, Part.VALIDATION))
            : new FoldedJets(all, fold, false);
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
      }
      TrainingData data = read(configuration, trainingSource, validationSource);
      if (folder.finished()) {
        requireSame(configuration, data, folder);
        console.out().println(out + ": the run is finished: nothing to do");
        return 0;
      }
      return findLearningRate
          ? findLearningRate(configuration, data)
          : conclude(train(configuration, data, folder));
    }
  }

  /** Checks that a finished run is the one that was asked for: it then has nothing to do. */
  private void requireSame(TrainingConfiguration configuration, TrainingData data, RunFolder folder)
      throws Exception {
    new Trainer(
            begin(configuration, data),
            configuration,
            data,
            transfer.teachers(),
            folder,
            Workers.CALLER,
            TrainingListener.NONE,
            Trainer.CHECKPOINT_INTERVAL)
        .run();
  }

  private void requireNothingBesideLike() {
    spec.commandLine()
        .getParseResult()
        .matchedOptions()
        .forEach(option -> {
          if (!BESIDE_LIKE.contains(option.longestName())) {
            throw new ParameterException(
                spec.commandLine(),
                option.longestName() + " is settled by the model that --like names");
          }
        });
  }

  private TrainingConfiguration recipe() {
    if (like != null) {
      transfer.requireSame(like.recipe());
      return like.recipe();
    }
    return recipe.configuration(transfer.distillation(), transfer.fineTuning());
  }

  private ParticleEncoding encoding() {
    if (like != null) {
      return like.network().encoding();
    }
    return transfer
        .start()
        .map(JetNetwork::encoding)
        .orElseGet(() -> size.encoding(task.encoding()));
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
                fold == null ? validation : training,
                classes,
                configuration,
                null,
                learning.inMemory() ? learning.bytes() : 0));
    return new TrainingData(task.key(), learning, deciding, Optional.ofNullable(fold));
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

  private Integer findLearningRate(TrainingConfiguration configuration, TrainingData data)
      throws Exception {
    JetNetwork network = begin(configuration, data);
    LearningRateFinder.Result result;
    long batch = configuration.batchSize();
    try (Workers workers = threads.workers();
        JetProgress progress = console.progress("trying learning rates", FINDER_STEPS * batch)) {
      result =
          LearningRateFinder.find(
              network,
              configuration,
              data,
              FINDER_STEPS,
              workers,
              step -> progress.to(step * batch));
    }
    StringBuilder csv = new StringBuilder("learning_rate,loss,smoothed_loss\n");
    for (LearningRateFinder.Point point : result.points()) {
      csv.append(point.learningRate()).append(',').append(point.loss()).append(',');
      csv.append(point.smoothed()).append('\n');
    }
    Outputs.write(out.resolve("learning-rates.csv"), csv.toString());
    Path picture = out.resolve("learning-rates.png");
    byte[] png = LearningRatePicture.png(result);
    FileReplacement.write(picture, stream -> stream.write(png));
    console
        .out()
        .printf(Locale.ROOT, "suggested: --learning-rate %.2g; %s%n", result.suggested(), picture);
    return 0;
  }

  private TrainingOutcome train(
      TrainingConfiguration configuration, TrainingData data, RunFolder folder) throws Exception {
    return WatchedTraining.run(
        console,
        begin(configuration, data),
        configuration,
        data,
        transfer.teachers(),
        adopted,
        folder,
        watching,
        threads);
  }

  /** The network with its first weights. */
  private JetNetwork begin(TrainingConfiguration configuration, TrainingData data)
      throws Exception {
    double multiplicity =
        WatchedTraining.meanMultiplicity(data.training(), encoding().referenceVectors().size());
    JetNetwork network =
        usable(() -> network(data.classes().size(), multiplicity, configuration.seed()));
    transfer.begin(network, data.classes(), console);
    if (like != null) {
      like.requireSame(data);
    }
    return network;
  }

  /** The network to train, with random weights. */
  private JetNetwork network(int classes, double meanMultiplicity, long seed) {
    if (like != null) {
      return like.network();
    }
    return transfer
        .start()
        .<JetNetwork>map(start -> TransferOptions.alike(start, classes, seed))
        .orElseGet(() ->
            members(size.configuration(task.configuration(), classes, meanMultiplicity), seed));
  }

  private JetNetwork members(LorentzNetConfiguration configuration, long seed) {
    return ensemble == 1
        ? LorentzNet.initialised(configuration, seed)
        : new Ensemble(
            LongStream.range(seed, seed + ensemble)
                .mapToObj(own -> LorentzNet.initialised(configuration, own))
                .toList());
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
    if (like != null) {
      boolean same =
          Stream.of(RunFolder.BEST, RunFolder.LAST)
              .anyMatch(name -> like.repeatedBy(Models.read(out.resolve(name))));
      console
          .out()
          .println(
              same ? "bit by bit the weights of " + likeFile : "not the weights of " + likeFile);
      return same ? 0 : 1;
    }
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
