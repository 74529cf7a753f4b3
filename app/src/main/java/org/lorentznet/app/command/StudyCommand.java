package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.app.report.StudyTable;
import org.lorentznet.app.study.Cell;
import org.lorentznet.app.study.Grid;
import org.lorentznet.app.study.Study;
import org.lorentznet.app.study.StudyResults;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.files.FileReplacement;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code study}: the paper's experiments, over seeds. */
@Command(
    name = "study",
    description = {
      "Trains a grid of networks, measures each, and gathers all into a table and pictures, with"
          + " means and spreads over seeds beside the paper's figures.",
      "All options that are not listed below are those of 'train', and the same for every training.",
      "Each training is a run folder in the study's. The same command goes on with a study that was"
          + " interrupted; with more seeds or places it adds them."
    })
public final class StudyCommand implements Callable<Integer> {
  /** What is studied. */
  enum Kind {
    SEEDS("seeds", "Mean and spread over seeds"),
    SAMPLE_EFFICIENCY("sample-efficiency", "Figures against the number of training jets"),
    ABLATION("ablation", "Networks without single parts, and of other sizes"),
    MULTIPLICITY("multiplicity", "Accuracy against the number of constituents"),
    EQUIVARIANCE("equivariance", "Logits under boosts"),
    FOLDS("folds", "Cross-validation");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    static Kind of(String key) {
      for (Kind kind : values()) {
        if (kind.key.equals(key)) {
          return kind;
        }
      }
      throw new MismatchException(
          "unknown study '"
              + key
              + "'; known: seeds, sample-efficiency, ablation, multiplicity, equivariance, folds");
    }
  }

  /** Options of train that the grid or the study itself sets. */
  private static final List<String> OWN =
      List.of("--seed", "--resume", "--threads", "--fold", "--live", "--find-learning-rate");

  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "seeds|sample-efficiency|ablation|multiplicity|equivariance|folds",
      description = "What is studied.")
  private String kind;

  @Option(
      names = "--test",
      required = true,
      split = ",",
      paramLabel = "FILE",
      description = "Jets on which every network is measured.")
  private List<Path> test;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The study's folder.")
  private Path out;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      description = "Seeds of the trainings at each place of the grid (default: 1,2,3).")
  private List<Long> seeds = List.of(1L, 2L, 3L);

  @Option(
      names = "--jets",
      split = ",",
      paramLabel = "N",
      description =
          "sample-efficiency: how many training jets, the first of their files (default: see"
              + " --fractions).")
  private List<Long> jets = List.of();

  @Option(
      names = "--fractions",
      split = ",",
      paramLabel = "X",
      description =
          "sample-efficiency: the same as fractions of all (default: 0.005,0.01,0.05,1 as in the"
              + " paper).")
  private List<Double> fractions = List.of(0.005, 0.01, 0.05, 1.0);

  @Option(
      names = "--depths",
      split = ",",
      paramLabel = "L",
      description = "ablation: other numbers of blocks besides.")
  private List<Integer> depths = List.of();

  @Option(
      names = "--widths",
      split = ",",
      paramLabel = "C",
      description = "ablation: other widths besides.")
  private List<Integer> widths = List.of();

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "5",
      description = "folds: into how many parts the jets are divided (default: 5).")
  private int folds;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainings at once, which share the cores (default: 1).")
  private int processes;

  @Option(
      names = "--adopt",
      split = ",",
      paramLabel = "DIR",
      description =
          "Folders with finished runs, or of such folders: a run of the same configuration and data"
              + " is copied instead of done again.")
  private List<Path> adopted = List.of();

  @Unmatched private List<String> training = new ArrayList<>();

  public StudyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Kind studied = studied();
    requireUsage(studied);
    List<Cell> cells = cells(studied, checked());
    Study.Measurement measurement = measurement(studied);
    Study study =
        new Study(
            out,
            new Study.Recipe(
                training,
                List.of(measurement),
                processes,
                Math.max(1, Runtime.getRuntime().availableProcessors() / processes),
                adopted),
            console.err()::println);
    console.err().println(cells.size() + " trainings, " + processes + " at a time; logs in " + out);
    boolean complete;
    try (Ending.Signal signal = Ending.onSignal(study::requestStop)) {
      complete = study.run(cells);
    }
    if (!complete) {
      console.err().println("stopped, and saved: the same command goes on from here");
      return 1;
    }
    conclude(StudyResults.table(table(studied), study, cells, measurement));
    return 0;
  }

  private Kind studied() {
    try {
      return Kind.of(kind);
    } catch (MismatchException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requireUsage(Kind studied) {
    if (studied == Kind.SAMPLE_EFFICIENCY && isGiven("--limit")) {
      throw new ParameterException(
          spec.commandLine(), "sample-efficiency takes --jets or --fractions instead of --limit");
    }
    for (String option : OWN) {
      if (isGiven(option)) {
        throw new ParameterException(spec.commandLine(), option + " is set by the study itself");
      }
    }
    if (processes < 1 || processes > 1000) {
      throw new ParameterException(
          spec.commandLine(), "--processes " + processes + " is not from 1 to 1000");
    }
    for (double fraction : fractions) {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new ParameterException(
            spec.commandLine(), "--fractions has " + fraction + ", expected above 0 and at most 1");
      }
    }
  }

  private boolean isGiven(String option) {
    return training.stream().anyMatch(a -> a.equals(option) || a.startsWith(option + "="));
  }

  /** The options of train as that command takes them: what is wrong is told before all work. */
  private TrainCommand checked() {
    TrainCommand train = new TrainCommand(console);
    CommandLine program = new CommandLine(CommandSpec.create()).addSubcommand("train", train);
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(training);
    arguments.addAll(List.of("--out", out.toString()));
    try {
      program.parseArgs(TaskFile.expand(program, arguments.toArray(String[]::new)));
    } catch (ParameterException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return train;
  }

  private List<Cell> cells(Kind studied, TrainCommand train) {
    return switch (studied) {
      case SEEDS, MULTIPLICITY, EQUIVARIANCE -> Grid.seeds(seeds);
      case SAMPLE_EFFICIENCY -> Grid.jets(jets.isEmpty() ? counts(train) : jets, seeds);
      case ABLATION -> Grid.ablation(train.hasReferenceVectors(), depths, widths, seeds);
      case FOLDS -> Grid.folds(folds, seeds);
    };
  }

  private List<Long> counts(TrainCommand train) {
    OptionalLong all = train.trainingJets();
    if (all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "the files do not tell how many jets they hold: give --jets");
    }
    return fractions.stream()
        .map(fraction -> Math.max(1, Math.round(fraction * all.getAsLong())))
        .distinct()
        .toList();
  }

  private Study.Measurement measurement(Kind studied) {
    List<String> options = new ArrayList<>(List.of("--data"));
    test.forEach(file -> options.add(file.toString()));
    int preset = training.indexOf("--preset");
    if (preset >= 0 && preset + 1 < training.size()) {
      options.addAll(List.of("--preset", training.get(preset + 1)));
    }
    return new Study.Measurement(
        studied == Kind.EQUIVARIANCE ? "equivariance" : "evaluate", options, test);
  }

  private StudyResults.Layout table(Kind studied) {
    return switch (studied) {
      case SEEDS, FOLDS ->
          new StudyResults.Layout.Figures(studied.title, "network", StudyTable.Scale.NAMES);
      case SAMPLE_EFFICIENCY ->
          new StudyResults.Layout.Figures(
              studied.title, "training jets", StudyTable.Scale.LOGARITHMIC);
      case ABLATION ->
          new StudyResults.Layout.Figures(studied.title, "network", StudyTable.Scale.NAMES);
      case MULTIPLICITY -> new StudyResults.Layout.Multiplicity(studied.title);
      case EQUIVARIANCE -> new StudyResults.Layout.Boosts(studied.title);
    };
  }

  private void conclude(StudyTable table) {
    table.figures().lines().forEach(console.out()::println);
    Outputs.write(out.resolve("table.md"), table.markdown());
    Outputs.write(out.resolve("table.csv"), table.csv());
    Outputs.write(out.resolve("table.tex"), table.latex());
    Outputs.write(out.resolve("study.html"), table.page().html());
    byte[] png = table.png();
    FileReplacement.write(out.resolve("study.png"), stream -> stream.write(png));
    console.out().println();
    console
        .out()
        .println(
            "tables: "
                + out.resolve("table.md")
                + ", .csv, .tex; pictures: "
                + out.resolve("study.png")
                + ", "
                + out.resolve("study.html"));
  }
}
