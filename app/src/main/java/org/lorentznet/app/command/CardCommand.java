package org.lorentznet.app.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.ModelCard;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.equivariance.Frame;
import org.lorentznet.equivariance.FrameChange;
import org.lorentznet.equivariance.LogitChange;
import org.lorentznet.equivariance.LogitMeasurement;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code card}: what goes with a model that is handed on. */
@Command(
    name = "card",
    description = {
      "Writes a model card: what a model is, what it was trained on and how, how good it is on jets"
          + " it was not trained on, how well it keeps the symmetry.",
      "The same model, jets and notes give the same card on any machine."
    })
public final class CardCommand implements Callable<Integer> {
  private static final int SYMMETRY_JETS = 100;
  private static final double BETA = 0.99;
  private static final double ANGLE = 2.1;
  private static final double[] BOOST_AXIS = {1, 0, 0};
  private static final double[] ROTATION_AXIS = {0.3, 1, -0.2};

  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "A model file, or pretrained:NAME.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Labelled jets that it was not trained on; each file has a row of its own.")
  private List<Path> data;

  @Option(
      names = "--notes",
      paramLabel = "FILE.md",
      description = "Markdown to be taken into the card, e.g. its limits and its licence.")
  private Path notes;

  @Option(names = "--out", required = true, paramLabel = "FILE.md", description = "The card.")
  private Path out;

  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public CardCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(out);
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = Models.read(model);
    String written = notes == null ? "" : text(notes);
    warmUp.await();
    List<TaggerFigures> samples = new ArrayList<>();
    String symmetry;
    try (Workers workers = threads.workers()) {
      for (Path file : data) {
        samples.add(figures(new NetworkTagger(tagger), file, workers));
      }
      symmetry = symmetry(tagger.network(), workers);
    }
    ModelCard card = new ModelCard(name(), what(tagger), samples, symmetry, facts(tagger), written);
    card.figures().lines().forEach(console.out()::println);
    Outputs.write(out, card.markdown());
    console.out().println("card: " + out);
    return 0;
  }

  private static String text(Path file) {
    ReadableFile readable = ReadableFile.of(file);
    return readable.reading("text", () -> Files.readString(file, StandardCharsets.UTF_8));
  }

  private String name() {
    return EvaluateCommand.name(Models.file(model));
  }

  private TaggerFigures figures(JetTagger tagger, Path file, Workers workers) {
    JetSource source = preset.open(List.of(file), console);
    Evaluation evaluation =
        ScoredJets.of(tagger, source, workers, console)
            .evaluate(Evaluation.publishedEfficiencies());
    return new TaggerFigures(
        file.getFileName().toString(), evaluation, List.of(), List.of(), List.of(), Map.of());
  }

  private String symmetry(JetNetwork network, Workers workers) {
    Path file = data.getFirst();
    Jets jets =
        FirstJets.read(preset.open(List.of(file), console), SYMMETRY_JETS, network.encoding());
    Frame frame = Frame.rotated(ANGLE, ROTATION_AXIS).then(Frame.boosted(BETA, BOOST_AXIS));
    LogitChange change =
        new LogitMeasurement(network, jets, workers).from(frame, new FrameChange(false, false));
    return String.format(
        Locale.ROOT,
        "A rotation and a boost with beta = %s of jets and reference vectors together move no logit"
            + " of the first %d jets of %s by more than %.1e, and change %d decisions.",
        BETA,
        jets.size(),
        file.getFileName(),
        change.maxAbs(),
        change.decisionsChanged());
  }

  private String what(Tagger tagger) {
    return String.format(
        Locale.ROOT,
        "A network of the architecture %s for the task %s. Its classes are %s. It has %,d"
            + " parameters, in a file of %.2f MB.",
        tagger.network().architecture(),
        tagger.task(),
        String.join(", ", tagger.classes()),
        tagger.network().parameters().count(),
        ReadableFile.of(Models.file(model)).size() / 1e6);
  }

  /** All but what depends on where it is looked at. */
  private Map<String, String> facts(Tagger tagger) {
    Map<String, String> facts = ModelSummary.of(model, new NetworkTagger(tagger)).facts();
    facts.remove(ModelSummary.FILE);
    facts.remove(ModelSummary.KERNEL);
    return facts;
  }
}
