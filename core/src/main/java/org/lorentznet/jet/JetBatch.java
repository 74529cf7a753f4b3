package org.lorentznet.jet;

/**
 * What a network sees: ragged particles (reference vectors first, then the constituents) of several
 * jets. Immutable by convention.
 *
 * @param offsets jets + 1 ascending row numbers
 * @param fourMomenta E, px, py, pz of each particle in turn, GeV
 * @param scalars S numbers of each particle in turn
 * @param labels class of each jet; all -1 where unknown
 */
public record JetBatch(int[] offsets, double[] fourMomenta, float[] scalars, int[] labels) {
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
        || labels.length != jets) {
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
              + " labels");
    }
  }

  /** Number of jets. */
  public int jets() {
    return offsets.length - 1;
  }

  /** Number of particles of all jets. */
  public int particles() {
    return offsets[offsets.length - 1];
  }

  /** Number of particles of jet {@code jet}, reference vectors included. */
  public int particles(int jet) {
    return offsets[jet + 1] - offsets[jet];
  }

  /** Number of ordered pairs i != j of jet {@code jet}. */
  public long edges(int jet) {
    long n = particles(jet);
    return n * (n - 1);
  }
}
