package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.ExplainedJet;
import org.lorentznet.app.report.ExplanationReport;
import org.lorentznet.app.report.ReportPage;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.explanation.Attribution;
import org.lorentznet.explanation.RelevanceSample;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.JetProbe;
import org.lorentznet.network.LayerState;
import org.lorentznet.tagger.NetworkTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code explain}: what a tagger's scores rest on. */
@Command(
    name = "explain",
    description = {
      "Shows what a tagger's scores rest on: which constituents of a jet are relevant, and to which"
          + " others each listens; over many jets, where relevance lies and whether it is real."
    })
public final class ExplainCommand implements Callable<Integer> {
  /** Integrated gradients that miss this much of what they should add up to are told of. */
  private static final double TOLERANCE = 0.05;

  private final Console console;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "A model file, or pretrained:NAME.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "The jets.")
  private List<Path> data;

  @Option(
      names = "--jets",
      split = ",",
      paramLabel = "N",
      description = "Jets to draw, by their numbers in the data, from 0 on (default: 0,1,2,3).")
  private long[] numbers = {0, 1, 2, 3};

  @Option(
      names = "--out",
      required = true,
      paramLabel = "HTML",
      description = "The page; it needs nothing else.")
  private Path out;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class whose score is explained (default: of two the signal).")
  private String target;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "100",
      description = "Look at the first N jets together (default: ${DEFAULT-VALUE}; 0 for none).")
  private int sample;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "48",
      description = "Steps of the integrated gradients (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (sample < 0 || steps < 1 || Arrays.stream(numbers).anyMatch(number -> number < 0)) {
      throw new ParameterException(
          spec.commandLine(),
          "--jets and --sample must not be negative, --steps must be at least 1");
    }
    json.requireWritable();
    Outputs.requireWritable(out);
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = Models.read(model);
    int one = target(tagger);
    JetProbe probe =
        tagger
            .network()
            .probe()
            .orElseThrow(() ->
                new MismatchException(
                    model
                        + ": networks of the architecture "
                        + tagger.network().architecture()
                        + " show nothing of their inside"));
    JetSource source = preset.open(data, console);
    tagger.network().encoding().requireColumns(source.schema());
    warmUp.await();
    List<ExplainedJet> jets = explain(tagger, probe, source, one);
    Optional<RelevanceSample> together =
        sample == 0 ? Optional.empty() : Optional.of(gather(tagger, source, one));
    ExplanationReport report =
        new ExplanationReport(tagger.classes().get(one), jets, together, facts(tagger));
    tell(report);
    json.write(console, ExplanationJson.of(report));
    ReportPage page = new ReportPage("What " + EvaluateCommand.name(model) + " looks at");
    report.addTo(page);
    Outputs.write(out, page.html());
    json.words(console).println("report: " + out);
    return 0;
  }

  private int target(Tagger tagger) {
    if (target == null && tagger.classes().size() == 2) {
      return 1;
    }
    int one = target == null ? -1 : tagger.classes().indexOf(target);
    if (one < 0) {
      throw new MismatchException(
          model
              + ": "
              + (target == null ? "choose a class with --class" : "no class '" + target + "'")
              + "; its classes: "
              + String.join(", ", tagger.classes()));
    }
    return one;
  }

  private RelevanceSample gather(Tagger tagger, JetSource source, int one) {
    Jets first = FirstJets.read(source, sample, tagger.network().encoding());
    console.err().println("looking at " + first.size() + " jets together");
    try (Workers workers = threads.workers()) {
      return RelevanceSample.of(tagger.network(), first, one, steps, workers);
    }
  }

  /** The jets asked for, in the order asked for. */
  private List<ExplainedJet> explain(Tagger tagger, JetProbe probe, JetSource source, int one) {
    Map<Long, ExplainedJet> found = new LinkedHashMap<>();
    for (long number : numbers) {
      found.put(number, null);
    }
    long first = 0;
    try (JetStream stream = source.open()) {
      long last = Arrays.stream(numbers).max().orElse(-1);
      for (Jets block = stream.next(); block != null && first <= last; block = stream.next()) {
        for (long number : numbers) {
          if (number >= first && number < first + block.size()) {
            int place = (int) (number - first);
            found.put(
                number, explain(tagger, probe, block.slice(place, place + 1), number, one, source));
          }
        }
        first += block.size();
      }
    }
    for (Map.Entry<Long, ExplainedJet> jet : found.entrySet()) {
      if (jet.getValue() == null) {
        throw new MismatchException(
            source.schema().source()
                + ": there is no jet "
                + jet.getKey()
                + ": it has "
                + first
                + " jets, the first is 0");
      }
    }
    return new ArrayList<>(found.values());
  }

  private ExplainedJet explain(
      Tagger tagger, JetProbe probe, Jets jet, long number, int one, JetSource source) {
    var encoding = tagger.network().encoding();
    var relevance = new Attribution(probe, encoding, steps).of(jet, 0, one);
    List<LayerState> layers = probe.layers(encoding.encode(jet), 0);
    String truth =
        jet.labels().isPresent() && jet.labels().get()[0] < source.schema().classes().size()
            ? source.schema().classes().get(jet.labels().get()[0]) + ", "
            : "";
    return new ExplainedJet(
        number,
        truth
            + String.format(
                Locale.ROOT,
                "p(%s) = %.3g",
                tagger.classes().get(one),
                1 / (1 + StrictMath.exp(-relevance.score()))),
        jet,
        0,
        relevance,
        encoding.referenceVectors().size(),
        layers);
  }

  private void tell(ExplanationReport report) {
    PrintWriter words = json.words(console);
    for (ExplainedJet jet : report.jets()) {
      double whole = jet.relevance().score() - jet.relevance().baseline();
      double sum = Arrays.stream(jet.relevance().integrated()).sum();
      words.printf(
          Locale.ROOT,
          "jet %d: %s; most relevant constituents (share of relevance): %s%n",
          jet.number(),
          jet.caption(),
          mostRelevant(jet));
      if (Math.abs(sum - whole) > TOLERANCE * Math.max(1, Math.abs(whole))) {
        console
            .err()
            .printf(
                Locale.ROOT,
                "jet %d: relevance adds up to %.3f, not to %.3f: take more --steps%n",
                jet.number(),
                sum,
                whole);
      }
    }
    report
        .sample()
        .ifPresent(found -> {
          words.println();
          words.println("mean absolute change of the log-odds without some constituents:");
          ExplanationReport.removals(found).lines().forEach(words::println);
        });
  }

  private static String mostRelevant(ExplainedJet jet) {
    double[] shares = jet.relevance().shares();
    List<String> parts = new ArrayList<>();
    for (int i : Arrays.copyOf(jet.relevance().order(), Math.min(3, shares.length))) {
      parts.add(
          String.format(
              Locale.ROOT, "pT %.3g GeV (%.0f %%)", jet.constituent(i).pt(), 100 * shares[i]));
    }
    return String.join(", ", parts);
  }

  private Map<String, String> facts(Tagger tagger) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", String.join(", ", data.stream().map(Path::toString).toList()));
    facts.put("steps of the integrated gradients", Integer.toString(steps));
    facts.putAll(ModelSummary.of(model, new NetworkTagger(tagger)).facts());
    return facts;
  }
}
