package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.ComparisonTable;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.app.report.Published;
import org.lorentznet.app.report.ReportPage;
import org.lorentznet.app.report.TaggerFigures;
import org.lorentznet.app.report.TaggerReport;
import org.lorentznet.dataset.JetBins;
import org.lorentznet.dataset.JetsWanted;
import org.lorentznet.dataset.LabelledJets;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.tagger.JetTagger;
import org.lorentznet.tagger.NetworkTagger;
import org.lorentznet.training.EpochResult;
import org.lorentznet.training.RunFolder;
import org.lorentznet.training.TrainingConfiguration;
import org.lorentznet.training.TrainingData;
import org.lorentznet.training.TrainingOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quickstart}: the main job on bundled jets, small enough for a laptop's patience. */
@Command(
    name = "quickstart",
    description = {
      "Trains a small top tagger on the bundled jets, in about two minutes on two cores, evaluates"
          + " it on jets it has not seen, beside the pretrained network, and writes a report."
    })
public final class QuickstartCommand implements Callable<Integer> {
  private static final PublishedTask TASK = PublishedTask.TOP;
  private static final String PRETRAINED = "top";
  private static final int WIDTH = 32;
  private static final int BLOCKS = 3;
  private static final int EPOCHS = 12;
  private static final int BATCH_SIZE = 64;
  private static final double LEARNING_RATE = 1e-3;
  private static final String FOLDER = "quickstart";
  private static final String REPORT = "report.html";

  private final Console console;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where results go (default: " + FOLDER + ", or " + FOLDER + "-2 ... where that exists).")
  private Path out;

  @Mixin private ThreadsOption threads;

  public QuickstartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JetSource training = BundledJets.open(TASK, "train");
    JetSource validation = BundledJets.open(TASK, "validation");
    JetSource test = BundledJets.open(TASK, "test");
    Path folder = out == null ? unused() : out;
    console
        .err()
        .println("results go to " + folder + "; a training that takes about two minutes begins");
    try (RunFolder run = RunFolder.create(folder)) {
      TrainingData data =
          new TrainingData(TASK.key(), read("training", training), read("validation", validation));
      LorentzNetConfiguration size =
          TASK.configuration()
              .withSize(WIDTH, BLOCKS)
              .withPoolingDivisor(
                  OptionalDouble.of(
                      WatchedTraining.meanMultiplicity(
                          data.training(), TASK.encoding().referenceVectors().size())));
      TrainingConfiguration recipe =
          TrainingConfiguration.published()
              .withEpochs(EPOCHS)
              .withBatchSize(BATCH_SIZE)
              .withLearningRate(LEARNING_RATE);
      TrainingOutcome outcome =
          WatchedTraining.run(
              console,
              LorentzNet.initialised(size, recipe.seed()),
              recipe,
              data,
              List.of(),
              List.of(),
              run,
              new WatchOptions(),
              threads);
      if (outcome.status() == TrainingOutcome.Status.STOPPED) {
        console.err().println("stopped; run quickstart again to begin anew");
        return 1;
      }
      conclude(run, test, data.training().size(), outcome.history());
    }
    return 0;
  }

  private LabelledJets read(String purpose, JetSource source) {
    return WatchedTraining.read(
        console,
        source,
        new JetsWanted(
            purpose,
            List.of(source.schema().source()),
            TASK.classes(),
            TASK.encoding(),
            JetBins.ONE,
            TrainingConfiguration.published().shuffleBuffer(),
            Long.MAX_VALUE,
            Long.MAX_VALUE));
  }

  private void conclude(RunFolder run, JetSource test, long trained, List<EpochResult> history) {
    Path model = run.file(RunFolder.BEST);
    JetTagger tagger = JetTagger.read(model);
    Map<String, String> facts = ModelSummary.of(model, tagger).facts();
    ScoredJets scored;
    try (Workers workers = threads.workers()) {
      scored = ScoredJets.of(tagger, test, workers, console);
    }
    TaggerFigures figures =
        scored.figures("the new tagger", Evaluation.publishedEfficiencies(), history, facts);
    PrintWriter out = console.out();
    out.println();
    out.println("on jets it has not seen, " + TaggerReport.counts(figures.evaluation()));
    FigureTable.of(figures.evaluation()).lines().forEach(out::println);
    ReportPage page = page(tagger, figures, trained);
    List<TaggerFigures> all = new ArrayList<>(List.of(figures));
    Optional<Path> pretrained = Models.pretrained(PRETRAINED);
    if (pretrained.isPresent()) {
      JetTagger other = new NetworkTagger(Models.read(pretrained.get()));
      all.add(figures(pretrained.get(), other, test));
      String beside = beside(pretrained.get(), other, tagger);
      out.println();
      out.println(beside);
      new ComparisonTable(all, Published.NONE).table().lines().forEach(out::println);
      page.paragraph(beside);
    }
    Path report = run.file(REPORT);
    new TaggerReport(all, List.of(), Published.NONE, Mistakes.draw(scored, test)).addTo(page);
    Outputs.write(report, page.html());
    out.println();
    out.println("report:  " + report);
    out.println("model:   " + model);
    out.println("next:    ./lorentznet inspect YOUR-JETS.h5");
    pretrained.ifPresent(name ->
        out.println("         ./lorentznet evaluate --model " + name + " --data YOUR-JETS.h5"));
    out.println(
        "         ./lorentznet train --task top --train TRAIN.h5 --validation VAL.h5 --out"
            + " runs/first");
  }

  /** The figures of the network that comes with the program, for comparison. */
  private TaggerFigures figures(Path model, JetTagger tagger, JetSource test) {
    try (Workers workers = threads.workers()) {
      return ScoredJets.of(tagger, test, workers, console)
          .figures(
              model.toString(),
              Evaluation.publishedEfficiencies(),
              List.of(),
              ModelSummary.of(model, tagger).facts());
    }
  }

  /** What the network that comes with the program has ahead of the new one. */
  private static String beside(Path model, JetTagger pretrained, JetTagger tagger) {
    return String.format(
        Locale.ROOT,
        "%s, which comes with the program, on the same jets: a larger network (%d parameters, the"
            + " new one %d) that has learned for longer and from more jets.",
        model,
        pretrained.parameters().orElseThrow(),
        tagger.parameters().orElseThrow());
  }

  private static ReportPage page(JetTagger tagger, TaggerFigures figures, long trained) {
    double seconds = figures.history().stream().mapToDouble(EpochResult::seconds).sum();
    return new ReportPage("A small top tagger, trained on this machine")
        .paragraph(
            "A LorentzNet of width "
                + WIDTH
                + " with "
                + BLOCKS
                + " blocks ("
                + tagger.parameters().orElseThrow()
                + " parameters) learned in "
                + EPOCHS
                + " epochs, "
                + JetProgress.duration(seconds)
                + " in all, from "
                + trained
                + " simulated jets to tell jets of top quarks from jets of light quarks and"
                + " gluons (QCD).")
        .paragraph(
            "Below: how well it does on "
                + TaggerReport.counts(figures.evaluation())
                + ", none of which it has seen. Each figure comes with an interval that holds its"
                + " true value in 68 of 100 such tests; more test jets make it narrower. More"
                + " training jets and a wider network make a better tagger.");
  }

  private static Path unused() {
    Path folder = Path.of(FOLDER);
    for (int number = 2; Files.exists(folder); number++) {
      folder = Path.of(FOLDER + "-" + number);
    }
    return folder;
  }
}
