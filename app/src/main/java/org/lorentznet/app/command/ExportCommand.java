package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.model.Tagger;
import org.lorentznet.onnx.ExportCheck;
import org.lorentznet.onnx.OnnxExport;
import org.lorentznet.onnx.graph.OnnxPrecision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export}: a model as an ONNX file, for programs in other languages. */
@Command(
    name = "export",
    description = {
      "Writes a model as an ONNX file, for programs in C++, Python and others.",
      "Before it is written it is checked: ONNX Runtime must give the scores that 'score' gives, for"
          + " jets of 1 to 200 constituents and however they are padded."
    })
public final class ExportCommand implements Callable<Integer> {
  /** Enough to make the jets of the check of. */
  private static final int JETS = 1000;

  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "A model file, or pretrained:NAME.")
  private Path model;

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      description = "The ONNX file to write.")
  private Path onnx;

  @Option(
      names = "--float32",
      description =
          "Take four-momenta in single precision. Geometry stays in double precision, but what"
              + " rounding took from the input is lost.")
  private boolean single;

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Jets to check with (default: the bundled ones).")
  private List<Path> data;

  @Mixin private PresetOption preset;
  @Mixin private ThreadsOption threads;

  public ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(onnx);
    KernelWarmUp warmUp = KernelWarmUp.begin();
    Tagger tagger = Models.read(model);
    Jets jets = jets(tagger);
    warmUp.await();
    try (Workers workers = threads.workers()) {
      ExportCheck check =
          OnnxExport.write(
              onnx, tagger, single ? OnnxPrecision.FLOAT32 : OnnxPrecision.FLOAT64, jets, workers);
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: checked with %d jets in ONNX Runtime: logits differ by at most %.1e%n",
              onnx,
              check.jets(),
              check.largest());
    }
    return 0;
  }

  /** The first jets of the data; columns that the bundled ones lack are made up. */
  private Jets jets(Tagger tagger) {
    return data == null
        ? FirstJets.read(
            BundledJets.open(PublishedTask.TOP, "test"), JETS, PublishedTask.TOP.encoding())
        : FirstJets.read(preset.open(data, console), JETS, tagger.network().encoding());
  }
}
