package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.report.FigureTable;
import org.lorentznet.calibration.Calibration;
import org.lorentznet.calibration.CalibrationFit;
import org.lorentznet.jet.JetSource;
import org.lorentznet.kernel.Workers;
import org.lorentznet.metrics.Evaluation;
import org.lorentznet.metrics.TaggerOutput;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.tagger.NetworkTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code calibrate}: fits a calibration to validation jets and keeps it with the model. */
@Command(
    name = "calibrate",
    description = {
      "Fits a calibration to jets that the model was not trained on, and writes the model with it.",
      "'score' and 'evaluate' apply it where --calibrated asks for it."
    })
public final class CalibrateCommand implements Callable<Integer> {
  private final Console console;

  /** How probabilities are mended. */
  enum Method {
    TEMPERATURE,
    ISOTONIC
  }

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
      description = "Labelled validation jets; not those of the training, nor of the test.")
  private List<Path> data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "The model with its calibration.")
  private Path out;

  @Option(
      names = "--method",
      paramLabel = "temperature|isotonic",
      description =
          "One number by which logits are divided (default), or a growing curve, which needs"
              + " thousands of jets.")
  private Method method = Method.TEMPERATURE;

  @Mixin private WeightsOption weights;
  @Mixin private JsonOption json;
  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public CalibrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    json.requireWritable();
    Outputs.requireWritable(out);
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = Models.read(model);
    JetSource jets = preset.open(data, console);
    JetSource source = WeightsOption.weighted(jets, weights.column(jets.schema()));
    warmUp.await();
    ScoredJets.Raw raw;
    try (Workers workers = threads.workers()) {
      raw = ScoredJets.raw(new NetworkTagger(tagger), source, workers, console);
    }
    JetTruth truth = raw.truth();
    CalibrationFit fit =
        new CalibrationFit(raw.logits(), truth.labels(), truth.weightsOrNull(), tagger.classes());
    Calibration calibration = method == Method.TEMPERATURE ? fit.temperature() : fit.isotonic();
    ModelFile.write(
        out,
        new Tagger(
            tagger.network(),
            tagger.task(),
            tagger.classes(),
            provenance(tagger, truth.labels().length),
            Optional.of(calibration),
            tagger.scores()));
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("jets", truth.labels().length);
    results.put("calibration", calibration.toJson());
    results.put("loss_before", fit.loss());
    results.put("loss_after", fit.loss(calibration));
    tell(raw, calibration, fit, results);
    json.write(console, results);
    return 0;
  }

  private Map<String, Object> provenance(Tagger tagger, int jets) {
    Map<String, Object> calibrated = new LinkedHashMap<>();
    calibrated.put("method", method.name().toLowerCase(Locale.ROOT));
    calibrated.put("data", data.stream().map(Path::toString).toList());
    calibrated.put("jets", jets);
    Map<String, Object> provenance = new LinkedHashMap<>(tagger.provenance());
    provenance.put("calibration", calibrated);
    return provenance;
  }

  private void tell(
      ScoredJets.Raw raw,
      Calibration calibration,
      CalibrationFit fit,
      Map<String, Object> results) {
    int classes = raw.truth().classes().size();
    List<List<String>> rows = new ArrayList<>();
    for (boolean after : new boolean[] {false, true}) {
      TaggerOutput output =
          after
              ? TaggerOutput.probabilities(
                  calibration.probabilities(raw.logits(), classes), classes)
              : TaggerOutput.logits(raw.logits(), classes);
      Evaluation evaluation = new ScoredJets(output, raw.truth()).evaluate(new double[] {0.5});
      String error =
          evaluation
              .reliability()
              .map(reliability -> {
                results.put(
                    "calibration_error_" + (after ? "after" : "before"), reliability.error());
                return String.format(Locale.ROOT, "%.5f", reliability.error());
              })
              .orElse("too few jets");
      rows.add(
          List.of(
              after ? "after" : "before",
              String.format(Locale.ROOT, "%.5f", after ? fit.loss(calibration) : fit.loss()),
              error));
    }
    new FigureTable(List.of("on these jets", "loss", "calibration error"), rows, Set.of())
        .lines()
        .forEach(json.words(console)::println);
    String what =
        calibration instanceof Calibration.Temperature temperature
            ? String.format(Locale.ROOT, "temperature %.4f", temperature.temperature())
            : "isotonic curve";
    json.words(console).println(out + ": with its calibration, " + what);
  }
}
