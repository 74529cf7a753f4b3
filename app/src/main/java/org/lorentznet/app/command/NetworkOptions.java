package org.lorentznet.app.command;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleEncoding.Reference;
import org.lorentznet.jet.ParticleEncodingJson;
import org.lorentznet.jet.ParticleScalar;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.network.lorentz.NetworkPart;
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

  @Option(
      names = "--omit",
      split = ",",
      paramLabel = "PART",
      description =
          "Leave parts out of the network: dot-product, norm (inputs of the messages),"
              + " coordinate-update, gate.")
  private List<String> omitted = List.of();

  @Option(
      names = "--reference-vectors",
      split = ",",
      paramLabel = "beams|time|none",
      description =
          "Vectors that go before each jet's constituents: beams, time, both or none (default: the"
              + " task's).")
  private List<String> references;

  @Option(
      names = "--scalars",
      split = ",",
      paramLabel = "NAME",
      description =
          "Further scalars of a constituent, besides the task's: jet-mass, jet-product, which are"
              + " invariant; log-pt, log-energy, log-pt-fraction, delta-eta, delta-phi, delta-r, which"
              + " are not.")
  private List<String> scalars = List.of();

  /**
   * What the network sees of a jet.
   *
   * @param usual the task's
   * @throws MismatchException naming the value that is not known
   */
  ParticleEncoding encoding(ParticleEncoding usual) {
    ParticleEncoding encoding = usual;
    if (references != null) {
      encoding = encoding.withReferences(references());
    }
    return encoding.plus(scalars.stream().map(NetworkOptions::scalar).toList());
  }

  private List<Reference> references() {
    return references.equals(List.of("none"))
        ? List.of()
        : references.stream()
            .distinct()
            .map(name ->
                Arrays.stream(Reference.values())
                    .filter(reference -> reference.key().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                        new MismatchException(
                            "unknown reference vector '"
                                + name
                                + "'; known: beams, time, or none alone")))
            .toList();
  }

  private static ParticleScalar scalar(String name) {
    return ParticleEncodingJson.ofMomenta(name.replace('-', '_'))
        .orElseThrow(() ->
            new MismatchException(
                "unknown scalar '"
                    + name
                    + "'; known: "
                    + String.join(", ", ParticleEncodingJson.KINDS_OF_MOMENTA).replace('_', '-')));
  }

  /**
   * The network's configuration.
   *
   * @param published what is not an option
   * @param meanMultiplicity of the training jets, reference vectors included
   * @throws IllegalArgumentException naming the value that is out of range
   * @throws MismatchException naming the value that is not known
   */
  LorentzNetConfiguration configuration(
      LorentzNetConfiguration published, int classes, double meanMultiplicity) {
    return published
        .withSize(width, blocks)
        .withClasses(classes)
        .withDropout(dropout)
        .withPoolingDivisor(divisor == null ? OptionalDouble.of(meanMultiplicity) : divisor)
        .withCoordinateClamp(clamp)
        .withEncoding(encoding(published.encoding()))
        .without(omitted.stream().map(NetworkPart::of).collect(Collectors.toSet()));
  }
}
