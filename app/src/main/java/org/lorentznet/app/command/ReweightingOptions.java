package org.lorentznet.app.command;

import java.util.List;
import org.lorentznet.dataset.JetBins;
import org.lorentznet.dataset.Reweighting;
import picocli.CommandLine.Option;

/** Weights that keep a network from learning what is an accident of the sample. */
final class ReweightingOptions {
  @Option(
      names = "--flat-pt",
      split = ",",
      paramLabel = "GEV",
      description =
          "Edges of bins in jet pT, in which each class gets the same weight. Jets outside are left"
              + " out.")
  private List<Double> pt = List.of();

  @Option(
      names = "--flat-mass",
      split = ",",
      paramLabel = "GEV",
      description = "Likewise in jet mass; with --flat-pt in both together.")
  private List<Double> mass = List.of();

  @Option(names = "--balance-classes", description = "Give all classes the same weight.")
  private boolean balance;

  @Option(
      names = "--largest-factor",
      paramLabel = "X",
      defaultValue = "" + Reweighting.LARGEST_FACTOR,
      description =
          "Raise no jet's weight to more than X times the mean of its class (default:"
              + " ${DEFAULT-VALUE}).")
  private double largestFactor;

  @Option(
      names = "--reweight-by",
      paramLabel = "weights|sampling",
      defaultValue = "weights",
      description =
          "Whether a jet's loss is weighted, or the jet comes by more or less often (default:"
              + " ${DEFAULT-VALUE}).")
  private String method;

  @Option(
      names = "--class-weights",
      split = ",",
      paramLabel = "X",
      description = "Multiply what jets weigh by a factor for each class, in label order.")
  private List<Double> classWeights = List.of();

  /**
   * The reweighting.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   * @throws org.lorentznet.errors.MismatchException for an unknown method
   */
  Reweighting reweighting() {
    return new Reweighting(
        new JetBins(pt, mass), balance, largestFactor, Reweighting.Method.of(method), classWeights);
  }
}
