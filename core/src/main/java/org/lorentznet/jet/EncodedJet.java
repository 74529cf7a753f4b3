package org.lorentznet.jet;

import java.util.Arrays;

/**
 * One jet as a network sees it, in arrays that grow to the largest jet they have held: {@link
 * ParticleEncoding#encode(Jet, EncodedJet)} writes it. Not for use by several threads at once.
 */
public final class EncodedJet {
  double[] fourMomenta = {};
  float[] scalars = {};
  int particles;
  private int scalarsUsed;

  /** An encoded jet without particles, to be written to. */
  public EncodedJet() {}

  /** {@return the number of particles, reference vectors first} */
  public int particles() {
    return particles;
  }

  /** {@return E, px, py, pz of each particle in turn, GeV; longer than the jet} */
  public double[] fourMomenta() {
    return fourMomenta;
  }

  /** {@return the scalars of each particle in turn; longer than the jet} */
  public float[] scalars() {
    return scalars;
  }

  /** {@return the jet as a batch of one, of unknown class, sharing nothing with this} */
  public JetBatch toBatch() {
    return new JetBatch(
        new int[] {0, particles},
        Arrays.copyOf(fourMomenta, 4 * particles),
        Arrays.copyOf(scalars, scalarsUsed),
        new int[] {-1});
  }

  void reserve(int count, int perParticle) {
    particles = count;
    scalarsUsed = perParticle * count;
    if (fourMomenta.length < 4 * count) {
      fourMomenta = new double[4 * count];
    }
    if (scalars.length < perParticle * count) {
      scalars = new float[perParticle * count];
    }
  }
}
