package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.Published;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.data.description.Part;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.JetSource;
import org.lorentznet.json.JsonObject;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.ScoredSample;
import org.lorentznet.model.ModelDescription;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.model.Version;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.training.EpochResult;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The jets on which taggers are evaluated, and how a tagger's scores of them are had. */
final class TaggerInput {
  private static final String HISTORY = "history";

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Labelled jets. Models score them; with scores they give the classes, and figures against"
              + " kinematics.")
  private List<Path> data;

  @Option(
      names = "--labels",
      paramLabel = "NPY",
      description = "The classes, for scores that are an npy.")
  private Path labels;

  @Option(
      names = "--calibrated",
      description = "Apply the calibration that 'calibrate' gave the model.")
  private boolean calibrated;

  @Mixin private WeightsOption weights;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  private JetTruth truth;

  /**
   * A tagger's scores.
   *
   * @param file the model or the score file
   * @param sample what it says
   * @param classes names in label order
   * @param known the same with what is known of the jets, where they were given
   * @param facts where that comes from
   * @param history the training of a model
   * @param published the figures to stand beside a model's
   */
  record Tagged(
      Path file,
      ScoredSample sample,
      List<String> classes,
      Optional<ScoredJets> known,
      Map<String, String> facts,
      List<EpochResult> history,
      Published published) {
    Tagged(
        Path file,
        ScoredJets jets,
        Map<String, String> facts,
        List<EpochResult> history,
        Published published) {
      this(
          file,
          jets.sample(),
          jets.truth().classes(),
          Optional.of(jets),
          facts,
          history,
          published);
    }

    /** All its figures; against kinematics, too, where the jets are known. */
    TaggerFigures figures(String name, double[] efficiencies) {
      return known
          .map(jets -> jets.figures(name, efficiencies, history, facts))
          .orElseGet(() ->
              new TaggerFigures(
                  name,
                  ScoredJets.evaluate(sample, classes, efficiencies),
                  List.of(),
                  List.of(),
                  history,
                  facts));
    }
  }

  boolean hasData() {
    return data != null;
  }

  boolean calibrated() {
    return calibrated;
  }

  boolean hasLabels() {
    return labels != null;
  }

  boolean hasWeights() {
    return weights.given();
  }

  /** The jets, to be read once more; empty where there are scores only. */
  Optional<JetSource> source(Console console) {
    return Optional.ofNullable(data)
        .map(files -> preset.open(files, console, Part.TEST))
        .map(source -> WeightsOption.weighted(source, weights.column(source.schema())));
  }

  /** What a file says of the jets, be it a model or scores. */
  Tagged read(Path file, Console console) {
    FileKind kind = FileKind.of(file);
    // Of several score files only arrays need labels from elsewhere.
    return kind.isModel()
        ? score(file, console)
        : take(file, kind == FileKind.NPY ? labels : null, console);
  }

  /** Scores the jets with a model. */
  Tagged score(Path model, Console console) {
    KernelWarmUp warmUp = KernelWarmUp.begin();
    try (JetTagger tagger = Models.open(model, threads.count());
        Workers workers = threads.workers()) {
      JetSource source =
          source(console)
              .orElseThrow(() ->
                  new MismatchException(model + " is a model: it needs jets to score (--data)"));
      Map<String, String> facts = dataFacts(console);
      ModelDescription description = tagger.description();
      if (calibrated) {
        Members.calibrationOf(model, description);
        facts.put("probabilities", "calibrated");
      }
      facts.putAll(ModelSummary.of(model, tagger).facts());
      Published published =
          PublishedTask.of(description.task())
              .map(task -> task == PublishedTask.TOP ? Published.TOP : Published.QG)
              .orElse(Published.NONE);
      warmUp.await();
      ScoredJets jets =
          calibrated
              ? ScoredJets.raw(tagger, source, workers, console)
                  .calibrated(Members.calibrationOf(model, description))
              : ScoredJets.of(tagger, source, workers, console);
      return new Tagged(model, jets, facts, history(description), published);
    }
  }

  /** Takes scores that are there. */
  Tagged take(Path scores, Console console) {
    return take(scores, labels, console);
  }

  private Tagged take(Path scores, Path labelsOrNull, Console console) {
    Map<String, String> facts = dataFacts(console);
    facts.put("scores", scores.toString());
    if (labelsOrNull != null) {
      facts.put("labels", labelsOrNull.toString());
    }
    if (data != null) {
      ScoredJets jets = ScoredJets.of(ScoreFile.read(scores), scores, truth(console), dataNames());
      return new Tagged(scores, jets, facts, List.of(), Published.NONE);
    }
    FileScores sample = FileScores.of(scores, labelsOrNull);
    return new Tagged(
        scores, sample, sample.classNames(), Optional.empty(), facts, List.of(), Published.NONE);
  }

  private JetTruth truth(Console console) {
    if (truth == null) {
      truth = JetTruth.read(source(console).orElseThrow(), console);
    }
    return truth;
  }

  private Map<String, String> dataFacts(Console console) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (data != null) {
      facts.put("data", dataNames());
    }
    source(console)
        .flatMap(source -> weights.column(source.schema()))
        .ifPresent(column -> facts.put("weights", column));
    facts.put("evaluated with", "lorentznet " + Version.CURRENT);
    return facts;
  }

  String dataNames() {
    return data.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /** A model's training, epoch by epoch; empty where its provenance does not tell it. */
  private static List<EpochResult> history(ModelDescription description) {
    if (!(description.provenance().get(HISTORY) instanceof List<?> epochs)) {
      return List.of();
    }
    List<EpochResult> history = new ArrayList<>();
    for (Object epoch : epochs) {
      Map<String, Object> values = new LinkedHashMap<>();
      // Models do not tell how long an epoch took.
      EpochResult.KEYS.forEach(key -> values.put(key, 0.0));
      if (epoch instanceof Map<?, ?> map) {
        map.forEach((key, value) -> values.put(key.toString(), value));
      }
      try {
        history.add(EpochResult.fromJson(new JsonObject(HISTORY, values)));
      } catch (MismatchException e) {
        return List.of(); // another program's
      }
    }
    return history;
  }
}
