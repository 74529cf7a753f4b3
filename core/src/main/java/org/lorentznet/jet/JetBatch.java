package org.lorentznet.jet;

import java.util.Arrays;

/**
 * What a network sees: ragged particles (reference vectors first, then the constituents) of several
 * jets. Immutable by convention.
 *
 * @param offsets jets + 1 ascending row numbers
 * @param fourMomenta E, px, py, pz of each particle in turn, GeV
 * @param scalars S numbers of each particle in turn
 * @param labels class of each jet; all -1 where unknown
 * @param weights how much each jet counts in a loss or a mean: finite, not negative
 */
public record JetBatch(
    int[] offsets, double[] fourMomenta, float[] scalars, int[] labels, double[] weights) {
  /**
   * Checks that the sizes fit.
   *
   * @throws IllegalArgumentException naming the sizes where they do not, or the jet without
   *     particles
   */
  public JetBatch {
    int jets = offsets.length - 1;
    if (jets < 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets must begin with 0");
    }
    for (int j = 0; j < jets; j++) {
      if (offsets[j + 1] <= offsets[j]) {
        throw new IllegalArgumentException("jet " + j + " of the batch is empty");
      }
    }
    int particles = offsets[jets];
    if (fourMomenta.length != 4 * particles
        || (particles > 0 && scalars.length % particles != 0)
        || labels.length != jets
        || weights.length != jets) {
      throw new IllegalArgumentException(
          "sizes differ: "
              + jets
              + " jets, "
              + particles
              + " particles, "
              + fourMomenta.length
              + " components, "
              + scalars.length
              + " scalars, "
              + labels.length
              + " labels, "
              + weights.length
              + " weights");
    }
  }

  /**
   * Jets that all count the same: each weighs 1.
   *
   * @param offsets jets + 1 ascending row numbers
   * @param fourMomenta E, px, py, pz of each particle in turn, GeV
   * @param scalars S numbers of each particle in turn
   * @param labels class of each jet; all -1 where unknown
   */
  public JetBatch(int[] offsets, double[] fourMomenta, float[] scalars, int[] labels) {
    this(offsets, fourMomenta, scalars, labels, ones(labels.length));
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** {@return the number of jets} */
  public int jets() {
    return offsets.length - 1;
  }

  /** {@return the number of particles of all jets} */
  public int particles() {
    return offsets[offsets.length - 1];
  }

  /**
   * {@return the number of particles of jet {@code jet}, reference vectors included}
   *
   * @param jet number of the jet, from 0
   */
  public int particles(int jet) {
    return offsets[jet + 1] - offsets[jet];
  }

  /**
   * {@return the jet {@code jet} alone}
   *
   * @param jet number of the jet, from 0
   */
  public JetBatch only(int jet) {
    int from = offsets[jet];
    int to = offsets[jet + 1];
    int perParticle = scalars.length / particles();
    return new JetBatch(
        new int[] {0, to - from},
        Arrays.copyOfRange(fourMomenta, 4 * from, 4 * to),
        Arrays.copyOfRange(scalars, perParticle * from, perParticle * to),
        new int[] {labels[jet]},
        new double[] {weights[jet]});
  }

  /**
   * {@return the same particles with other four-momenta: E, px, py, pz of each in turn, GeV}
   *
   * @param others as many
   */
  public JetBatch withFourMomenta(double[] others) {
    return new JetBatch(offsets, others, scalars, labels, weights);
  }

  /** {@return what all jets weigh together} */
  public double totalWeight() {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return total;
  }

  /**
   * {@return the number of ordered pairs i != j of jet {@code jet}}
   *
   * @param jet number of the jet, from 0
   */
  public long edges(int jet) {
    long n = particles(jet);
    return n * (n - 1);
  }
}
