package org.lorentznet.app.command;

import java.util.stream.DoubleStream;
import org.lorentznet.metrics.Evaluation;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The signal efficiencies at which background rejections are told. */
final class EfficienciesOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private double[] efficiencies = {};

  @Option(
      names = "--efficiencies",
      split = ",",
      paramLabel = "X",
      description = "Signal efficiencies for which to tell 1/eB, beside 0.3 and 0.5.")
  private void set(double[] asked) {
    for (double efficiency : asked) {
      if (!(efficiency > 0 && efficiency <= 1)) {
        throw new ParameterException(
            command.commandLine(),
            "--efficiencies: " + efficiency + " found, numbers above 0 and up to 1 expected");
      }
    }
    efficiencies = asked;
  }

  /** Those asked for and those that papers print. */
  double[] withPublished() {
    return DoubleStream.concat(
            DoubleStream.of(Evaluation.publishedEfficiencies()), DoubleStream.of(efficiencies))
        .sorted()
        .distinct()
        .toArray();
  }
}
