package org.lorentznet.app.command;

import java.util.OptionalDouble;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import picocli.CommandLine.Option;

/** The size of a LorentzNet, and what is not fixed by the paper. */
final class NetworkOptions {
  @Option(
      names = "--width",
      paramLabel = "C",
      defaultValue = "" + LorentzNetConfiguration.PUBLISHED_WIDTH,
      description = "Hidden width (default: ${DEFAULT-VALUE}).")
  private int width;

  @Option(
      names = "--blocks",
      paramLabel = "L",
      defaultValue = "" + LorentzNetConfiguration.PUBLISHED_BLOCKS,
      description = "Lorentz group equivariant blocks (default: ${DEFAULT-VALUE}).")
  private int blocks;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      defaultValue = "" + LorentzNetConfiguration.PUBLISHED_DROPOUT,
      description = "Dropout probability in the decoder (default: ${DEFAULT-VALUE}).")
  private double dropout;

  @Option(
      names = "--pooling-divisor",
      paramLabel = "D|own",
      converter = PositiveOr.Own.class,
      description =
          "What the sum over a jet's particles is divided by: a number (default: the mean"
              + " multiplicity of the training jets), or 'own' for the jet's number of particles.")
  private OptionalDouble divisor;

  @Option(
      names = "--coordinate-clamp",
      paramLabel = "X|none",
      defaultValue = "none",
      converter = PositiveOr.None.class,
      description =
          "Bound on the coordinate update (default: ${DEFAULT-VALUE}: exactly Lorentz invariant;"
              + " published: 100).")
  private OptionalDouble clamp;

  /**
   * The network's configuration.
   *
   * @param published what is not an option
   * @param meanMultiplicity of the training jets, reference vectors included
   * @throws IllegalArgumentException naming the value that is out of range
   */
  LorentzNetConfiguration configuration(
      LorentzNetConfiguration published, int classes, double meanMultiplicity) {
    return published
        .withSize(width, blocks)
        .withClasses(classes)
        .withDropout(dropout)
        .withPoolingDivisor(divisor == null ? OptionalDouble.of(meanMultiplicity) : divisor)
        .withCoordinateClamp(clamp);
  }
}
