package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.pytorch.PyTorchWeights;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.PublishedTask;
import org.lorentznet.model.PublishedWeights;
import org.lorentznet.model.Safetensors;
import org.lorentznet.model.Tagger;
import org.lorentznet.model.WeightArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: published weights become a model file. */
@Command(
    name = "import",
    description = {
      "Turns published PyTorch weights into a model file.",
      "Nothing in the file of weights is ever run."
    })
public final class ImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      description = "Weights: PyTorch's .pt, or .safetensors with the same names.")
  private Path file;

  @Option(
      names = "--task",
      required = true,
      paramLabel = "top|qg",
      converter = TaskConverter.class,
      description = "What the weights were trained for.")
  private PublishedTask task;

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "The model file.")
  private Path out;

  @Option(
      names = "--pooling-divisor",
      paramLabel = "D|own",
      converter = PositiveOr.Own.class,
      description =
          "What the sum over a jet's particles is divided by (default: 120 for top, 139 for qg);"
              + " 'own' for the jet's number of particles.")
  private OptionalDouble divisor;

  @Option(
      names = "--coordinate-clamp",
      paramLabel = "X|none",
      defaultValue = "100",
      converter = PositiveOr.None.class,
      description =
          "Bound on the coordinate update (default: ${DEFAULT-VALUE}, the published scores); 'none'"
              + " makes the network exactly Lorentz invariant.")
  private OptionalDouble clamp;

  public ImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(out);
    Tagger tagger =
        weights()
            .tagger(task, divisor == null ? task.configuration().poolingDivisor() : divisor, clamp);
    ModelFile.write(out, tagger);
    console
        .out()
        .println(
            out
                + ": "
                + tagger.network().architecture()
                + " for "
                + task.key()
                + ", "
                + tagger.network().parameters().count()
                + " parameters");
    return 0;
  }

  private PublishedWeights weights() {
    if (FileKind.of(file) == FileKind.SAFETENSORS) {
      return PublishedWeights.of(Safetensors.read(file));
    }
    Map<String, WeightArray> arrays = new LinkedHashMap<>();
    PyTorchWeights.read(file)
        .forEach(
            (name, tensor) -> arrays.put(name, new WeightArray(tensor.shape(), tensor.values())));
    return new PublishedWeights(file.toString(), arrays);
  }
}
