package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.app.report.SymmetryReport;
import org.lorentznet.app.report.SymmetryReport.Emitted;
import org.lorentznet.app.report.SymmetryReport.Seen;
import org.lorentznet.equivariance.Emission;
import org.lorentznet.equivariance.Frame;
import org.lorentznet.equivariance.FrameChange;
import org.lorentznet.equivariance.LayerChange;
import org.lorentznet.equivariance.LogitChange;
import org.lorentznet.equivariance.LogitMeasurement;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.tagger.NetworkTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code equivariance}: how far scores move when jets are boosted, rotated, or radiate. */
@Command(
    name = "equivariance",
    description = {
      "Measures how far scores move when jets and beams are boosted and rotated together, and when"
          + " a soft or a collinear particle is added.",
      "Transformations are in double precision. Beside the network stands what the published"
          + " program would make of its weights."
    })
public final class EquivarianceCommand implements Callable<Integer> {
  private static final double[] ANGLES = {0.5, 1.5, 3};
  private static final double[] OBLIQUE = {0.3, 1, -0.2};
  private static final double[] SOFT = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};
  private static final double[] COLLINEAR = {0.5, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6};

  /** Seed of the places where soft particles are added. */
  private static final long SEED = 1;

  /** Layers are compared on the first jets only: each is run by itself. */
  private static final int LAYER_JETS = 50;

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
      names = "--beta",
      split = ",",
      paramLabel = "B",
      description = "Velocities of the boosts (default: 0.1,0.5,0.9,0.99,0.999,0.9999).")
  private double[] betas = {0.1, 0.5, 0.9, 0.99, 0.999, 0.9999};

  @Mixin private AxisOption axis;

  @Option(
      names = "--recompute-scalars",
      description =
          "Compute particle scalars such as masses from the transformed components, whose rounding"
              + " they then show.")
  private boolean recomputeScalars;

  @Option(
      names = "--fixed-references",
      description = "Leave reference vectors such as the beams where they are.")
  private boolean fixedReferences;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Look at the first N jets (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--published-jets",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Show the first N of them to the published program (default: ${DEFAULT-VALUE}; slow;"
              + " 0 for none).")
  private int publishedJets;

  @Mixin private PageOptions page;
  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public EquivarianceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireUsage();
    json.requireWritable();
    page.requireWritable();
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = Models.read(model);
    Jets jets = FirstJets.read(preset.open(data, console), limit, tagger.network().encoding());
    warmUp.await();
    SymmetryReport report;
    try (Workers workers = threads.workers()) {
      report = measure(tagger, jets, workers);
    }
    tell(report);
    json.write(console, toJson(report, tagger));
    page.write(report, "Symmetry of " + EvaluateCommand.name(model), json.words(console));
    return 0;
  }

  private void requireUsage() {
    for (double beta : betas) {
      if (!(Math.abs(beta) < 1)) {
        throw new ParameterException(
            spec.commandLine(), "--beta " + beta + " is not between -1 and 1");
      }
    }
    if (limit < 1 || publishedJets < 0) {
      throw new ParameterException(
          spec.commandLine(), "--limit must be at least 1, --published-jets at least 0");
    }
  }

  private SymmetryReport measure(Tagger tagger, Jets jets, Workers workers) {
    FrameChange how = new FrameChange(recomputeScalars, fixedReferences);
    List<Frame> boosts = frames(betas, beta -> Frame.boosted(beta, axis.direction()));
    List<Frame> rotations = frames(ANGLES, angle -> Frame.rotated(angle, axis.direction()));
    Frame oblique = Frame.rotated(2.1, OBLIQUE);
    List<Frame> both = boosts.stream().map(oblique::then).toList();
    int shown = tagger.network() instanceof LorentzNet ? Math.min(publishedJets, jets.size()) : 0;
    long scored =
        (long) jets.size() * (1 + 2 * boosts.size() + rotations.size() + SOFT.length)
            + (long) jets.size() * COLLINEAR.length;
    try (JetProgress progress = console.progress("scoring", scored)) {
      LogitMeasurement measurement = new LogitMeasurement(tagger.network(), jets, workers);
      progress.add(jets.size());
      Function<Frame, LogitChange> seen =
          frame -> counted(progress, jets, measurement.from(frame, how));
      List<Seen> boosted = seen(boosts, seen);
      List<Seen> rotated = seen(rotations, seen);
      List<Seen> combined = seen(both, seen);
      Map<String, List<Emitted>> emissions = new LinkedHashMap<>();
      emissions.put(
          "soft particle",
          emitted(
              SOFT, f -> counted(progress, jets, measurement.with(Emission.soft(jets, f, SEED)))));
      emissions.put(
          "collinear split",
          emitted(
              COLLINEAR,
              f -> counted(progress, jets, measurement.with(Emission.collinear(jets, f)))));
      progress.what("published program");
      return new SymmetryReport(
          EvaluateCommand.name(model),
          jets.size(),
          axis.name(),
          words(how),
          boosted,
          rotated,
          combined,
          shown == 0 ? List.of() : program(tagger, jets.slice(0, shown), boosts, how, workers),
          shown,
          layers(tagger, jets.slice(0, Math.min(LAYER_JETS, jets.size())), both.getLast(), how),
          emissions,
          facts(tagger));
    }
  }

  private static LogitChange counted(JetProgress progress, Jets jets, LogitChange change) {
    progress.add(jets.size());
    return change;
  }

  private static List<Frame> frames(double[] values, Function<Double, Frame> frame) {
    List<Frame> frames = new ArrayList<>();
    for (double value : values) {
      frames.add(frame.apply(value));
    }
    return frames;
  }

  private static List<Seen> seen(List<Frame> frames, Function<Frame, LogitChange> measured) {
    return frames.stream().map(frame -> new Seen(frame, measured.apply(frame))).toList();
  }

  private static List<Emitted> emitted(double[] fractions, Function<Double, LogitChange> change) {
    List<Emitted> emitted = new ArrayList<>();
    for (double fraction : fractions) {
      emitted.add(new Emitted(fraction, change.apply(fraction)));
    }
    return emitted;
  }

  private static List<Seen> program(
      Tagger tagger, Jets jets, List<Frame> frames, FrameChange how, Workers workers) {
    PublishedProgram program = new PublishedProgram((LorentzNet) tagger.network(), jets, workers);
    return seen(frames, frame -> program.from(frame, how));
  }

  private static List<LayerChange> layers(Tagger tagger, Jets jets, Frame frame, FrameChange how) {
    ParticleEncoding encoding = tagger.network().encoding();
    JetBatch here = encoding.encode(jets);
    JetBatch there = how.encode(encoding, jets, frame.transformation());
    return tagger
        .network()
        .probe()
        .map(probe -> LayerChange.of(probe, here, there, frame.transformation()))
        .orElse(List.of());
  }

  private static String words(FrameChange how) {
    return (how.fixedReferences()
            ? "constituents are transformed, reference vectors stay"
            : "constituents and reference vectors are transformed together, in double precision")
        + (how.recomputeScalars()
            ? "; particle scalars are computed from the transformed components"
            : "; particle scalars stay as they are in the jets' own frame");
  }

  private Map<String, String> facts(Tagger tagger) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data", String.join(", ", data.stream().map(Path::toString).toList()));
    facts.putAll(ModelSummary.of(model, new NetworkTagger(tagger)).facts());
    return facts;
  }

  private void tell(SymmetryReport report) {
    PrintWriter words = json.words(console);
    words.println(report.sentence());
    for (FigureTable table :
        List.of(report.frames(), report.layerTable(), report.emissionTable())) {
      if (!table.rows().isEmpty()) {
        words.println();
        table.lines().forEach(words::println);
      }
    }
  }

  private Map<String, Object> toJson(SymmetryReport report, Tagger tagger) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", model.toString());
    values.put("jets", report.jets());
    values.put("axis", axis.direction());
    values.put("references", fixedReferences ? "fixed" : "transformed");
    values.put("scalars", recomputeScalars ? "recomputed" : "kept");
    values.put("boosts", seenJson(report.boosts()));
    values.put("rotations", seenJson(report.rotations()));
    values.put("rotations_and_boosts", seenJson(report.both()));
    values.put(
        "layers",
        report.layers().stream()
            .map(layer -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("layer", layer.layer());
              one.put("max_abs_hidden_change", finite(layer.hidden()));
              one.put("max_abs_gate_change", finite(layer.gates()));
              one.put("max_relative_coordinate_change", finite(layer.coordinates()));
              return one;
            })
            .toList());
    if (!report.program().isEmpty()) {
      Map<String, Object> program = new LinkedHashMap<>();
      program.put("jets", report.programJets());
      program.put("boosts", seenJson(report.program()));
      values.put("published_program", program);
    }
    report
        .emissions()
        .forEach((kind, emitted) ->
            values.put(
                kind.replace(' ', '_'),
                emitted.stream()
                    .map(one -> {
                      Map<String, Object> row = new LinkedHashMap<>();
                      row.put("fraction", one.fraction());
                      row.putAll(one.change().toJson());
                      return row;
                    })
                    .toList()));
    return values;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static List<Object> seenJson(List<Seen> seen) {
    List<Object> rows = new ArrayList<>();
    for (Seen one : seen) {
      Map<String, Object> row = new LinkedHashMap<>();
      if (one.frame().beta() != 0 || one.frame().angle() == 0) {
        row.put("beta", one.frame().beta());
        row.put("gamma", one.frame().gamma());
      }
      if (one.frame().angle() != 0) {
        row.put("angle", one.frame().angle());
      }
      row.putAll(one.change().toJson());
      rows.add(row);
    }
    return rows;
  }
}
