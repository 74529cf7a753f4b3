package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.app.report.ReportPage;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.errors.UserException;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.BadScoresException;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.model.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how good a tagger is, and how sure that is. */
@Command(
    name = "evaluate",
    description = {
      "Tells how good a tagger is, and how sure that is: accuracy, AUC, background rejection.",
      "Takes a model and labelled jets, or scores that are there already."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(names = "--model", paramLabel = "MODEL", description = "A model file.")
  private Path model;

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Labelled jets, for the model to score.")
  private List<Path> data;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description =
          "Scores instead of a model: a file that 'score' wrote, an npz with the arrays score and"
              + " label, or an npy.")
  private Path scores;

  @Option(names = "--labels", paramLabel = "NPY", description = "The classes, for --scores X.npy.")
  private Path labels;

  @Option(
      names = "--efficiencies",
      split = ",",
      paramLabel = "X",
      description = "Signal efficiencies for which to tell 1/eB, beside 0.3 and 0.5.")
  private double[] efficiencies = {};

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Write a page with the figures and the ROC.")
  private Path report;

  @Mixin private WeightsOption weights;
  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireUsage();
    json.requireWritable();
    Outputs.requireWritable(report);
    Map<String, String> facts = new LinkedHashMap<>();
    ScoredJets jets = scores == null ? scoreJets(facts) : readScores(facts);
    double[] asked =
        DoubleStream.concat(
                DoubleStream.of(Evaluation.publishedEfficiencies()), DoubleStream.of(efficiencies))
            .sorted()
            .distinct()
            .toArray();
    Evaluation evaluation;
    try {
      evaluation = jets.evaluate(asked);
    } catch (BadScoresException e) {
      throw new UserException(
          facts.getOrDefault("scores", facts.get("data")) + ": " + e.getMessage(), e);
    }
    json.words(console).println(counts(evaluation));
    FigureTable.of(evaluation).lines().forEach(json.words(console)::println);
    json.write(console, evaluation.toJson());
    if (report != null) {
      writeReport(evaluation, facts);
    }
    return 0;
  }

  private void requireUsage() {
    if ((model == null || data == null) == (scores == null)
        || (scores != null && (model != null || data != null))
        || (labels != null && scores == null)
        || (weights.given() && scores != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "give --model and --data (and --weights), or --scores (and --labels)");
    }
    for (double efficiency : efficiencies) {
      if (!(efficiency > 0 && efficiency <= 1)) {
        throw new ParameterException(
            spec.commandLine(), "--efficiencies: " + efficiency + " is not between 0 and 1");
      }
    }
  }

  private ScoredJets scoreJets(Map<String, String> facts) {
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = ModelFile.read(model);
    facts.put("data", data.stream().map(Path::toString).collect(Collectors.joining(", ")));
    facts.putAll(new ModelSummary(model.toString(), tagger).facts());
    try (Workers workers = threads.workers()) {
      JetSource source = preset.open(data);
      warmUp.await();
      return ScoredJets.of(
          tagger,
          WeightsOption.weighted(source, weights.column(source.schema())),
          workers,
          console);
    }
  }

  private ScoredJets readScores(Map<String, String> facts) {
    facts.put("scores", scores.toString());
    if (labels != null) {
      facts.put("labels", labels.toString());
    }
    return ScoredJets.of(
        labels == null ? ScoreFile.read(scores) : ScoreFile.read(scores, labels), scores);
  }

  static String counts(Evaluation evaluation) {
    return evaluation.jets()
        + " jets: "
        + IntStream.range(0, evaluation.classNames().size())
            .mapToObj(c -> evaluation.confusion().jets(c) + " " + evaluation.classNames().get(c))
            .collect(Collectors.joining(", "))
        + (evaluation.weighted() ? ", weighted" : "");
  }

  private void writeReport(Evaluation evaluation, Map<String, String> facts) {
    facts.put("evaluated with", "lorentznet " + Version.CURRENT);
    String page =
        new ReportPage("Evaluation of " + (model == null ? scores : model).getFileName())
            .paragraph(counts(evaluation))
            .evaluation("Figures", evaluation)
            .facts("Where this comes from", facts)
            .html();
    Outputs.write(report, page);
    json.words(console).println("report: " + report);
  }
}
