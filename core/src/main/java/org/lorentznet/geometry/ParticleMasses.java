package org.lorentznet.geometry;

import java.util.Map;
import java.util.OptionalDouble;

/** Masses by particle code (PDG, Phys. Rev. D 110 (2024) 030001), GeV. */
public final class ParticleMasses {
  private static final Map<Integer, Double> MASSES =
      Map.ofEntries(
          // An unidentified particle counts as massless.
          Map.entry(0, 0.0),
          Map.entry(11, 0.00051099895),
          Map.entry(12, 0.0),
          Map.entry(13, 0.1056583755),
          Map.entry(14, 0.0),
          Map.entry(16, 0.0),
          Map.entry(22, 0.0),
          Map.entry(111, 0.1349768),
          Map.entry(130, 0.497611),
          Map.entry(211, 0.13957039),
          Map.entry(310, 0.497611),
          Map.entry(321, 0.493677),
          Map.entry(2112, 0.9395654205),
          Map.entry(2212, 0.93827208816),
          Map.entry(3112, 1.197449),
          Map.entry(3122, 1.115683),
          Map.entry(3222, 1.18937),
          Map.entry(3312, 1.32171),
          Map.entry(3322, 1.31486),
          Map.entry(3334, 1.67245));

  private ParticleMasses() {}

  /**
   * {@return the mass of a particle or antiparticle; empty for a code not known here}
   *
   * @param code of the Particle Data Group, of either sign
   */
  public static OptionalDouble mass(long code) {
    Double mass = MASSES.get((int) Math.abs(code));
    return mass == null || Math.abs(code) > Integer.MAX_VALUE
        ? OptionalDouble.empty()
        : OptionalDouble.of(mass);
  }
}
