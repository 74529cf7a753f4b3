package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.app.report.JetPicture;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.app.report.TaggerReport;
import org.lorentznet.errors.UserException;
import org.lorentznet.metrics.BadScoresException;
import org.lorentznet.training.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how good a tagger is, and how sure that is. */
@Command(
    name = "evaluate",
    description = {
      "Tells how good a tagger is, and how sure that is: accuracy, AUC, background rejection,"
          + " significance improvement, calibration, and figures against kinematics.",
      "Takes a model and labelled jets, or scores that are there already."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model file, or pretrained:NAME.")
  private Path model;

  @Option(
      names = "--scores",
      paramLabel = "FILE",
      description =
          "Scores instead of a model: a file that 'score' wrote, an npz with the arrays score and"
              + " label, or an npy.")
  private Path scores;

  @Parameters(hidden = true)
  private List<String> others;

  @Mixin private TaggerInput input;
  @Mixin private EfficienciesOption efficiencies;
  @Mixin private ReportOptions report;
  @Mixin private JsonOption json;

  public EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireUsage();
    json.requireWritable();
    report.requireWritable();
    TaggerInput.Tagged tagged =
        scores == null ? input.score(model, console) : input.take(scores, console);
    TaggerFigures figures = figures(name(tagged.file()), tagged, efficiencies);
    json.words(console).println(TaggerReport.counts(figures.evaluation()));
    FigureTable.of(figures.evaluation()).lines().forEach(json.words(console)::println);
    json.write(console, toJson(figures));
    List<JetPicture> mistakes =
        report.hasPage()
            ? tagged
                .known()
                .map(jets -> Mistakes.draw(jets, input.source(console).orElseThrow()))
                .orElse(List.of())
            : List.of();
    report.write(
        TaggerReport.of(figures, report.publishedOr(tagged.published()), mistakes),
        "Evaluation of " + name(tagged.file()),
        json.words(console));
    return 0;
  }

  private void requireUsage() {
    if (others != null) {
      throw new ParameterException(
          spec.commandLine(),
          "unknown argument " + others.get(0) + ": several taggers are for 'lorentznet compare'");
    }
    if ((model == null) == (scores == null)
        || (model != null && !input.hasData())
        || (input.hasLabels() && (scores == null || input.hasData()))
        || (input.calibrated() && model == null)
        || (input.hasWeights() && !input.hasData())) {
      throw new ParameterException(
          spec.commandLine(),
          "give --model and --data (and --weights, --calibrated), or --scores (and --labels, or --data)");
    }
  }

  /** A tagger's figures; a problem with its scores is told with the file's name. */
  static TaggerFigures figures(
      String name, TaggerInput.Tagged tagged, EfficienciesOption efficiencies) {
    try {
      return tagged.figures(name, efficiencies.withPublished());
    } catch (BadScoresException e) {
      throw new UserException(
          tagged.facts().getOrDefault("scores", tagged.facts().get("data")) + ": " + e.getMessage(),
          e);
    }
  }

  /** A tagger's name: its file's, without folder and extension; of a run's models the run's. */
  static String name(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String run = folder.getFileName() == null ? "" : folder.getFileName().toString();
    return switch (file.getFileName().toString()) {
      case RunFolder.BEST -> run.isEmpty() ? "best" : run;
      case RunFolder.LAST -> run.isEmpty() ? "last" : run + ", last epoch";
      case String other -> other.replaceFirst("\\.[A-Za-z0-9]+$", "");
    };
  }

  /** The figures as JSON values. */
  static Map<String, Object> toJson(TaggerFigures figures) {
    Map<String, Object> values = new LinkedHashMap<>(figures.evaluation().toJson());
    Map<String, Object> profiles = new LinkedHashMap<>();
    figures.profiles().forEach(profile -> profiles.put(profile.variable(), profile.toJson()));
    values.put("profiles", profiles);
    Map<String, Object> sculptings = new LinkedHashMap<>();
    figures
        .sculptings()
        .forEach(sculpting -> sculptings.put(sculpting.variable(), sculpting.toJson()));
    values.put("sculpting", sculptings);
    return values;
  }
}
