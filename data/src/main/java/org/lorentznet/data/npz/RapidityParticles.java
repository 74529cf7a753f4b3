package org.lorentznet.data.npz;

import java.nio.ByteBuffer;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.PaddedParticles;
import org.lorentznet.data.jets.RaggedMomenta;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.geometry.FourMomentum;
import org.lorentznet.geometry.ParticleMasses;

/** Particles as (pt, y, phi, particle code), in GeV, those with pt = 0 being padding. */
final class RapidityParticles extends PaddedParticles {
  private final ReadableFile file;
  private final ElementType type;
  private final int particles;
  private final long firstJet;

  /**
   * @param particles a row, padding included
   * @param firstJet number of the first row's jet, for messages
   */
  RapidityParticles(ReadableFile file, ElementType type, int particles, long firstJet) {
    this.file = file;
    this.type = type;
    this.particles = particles;
    this.firstJet = firstJet;
  }

  private int at(int jet, int particle) {
    return 4 * (jet * particles + particle) * type.bytes();
  }

  @Override
  protected int multiplicity(ByteBuffer rows, int jet) {
    int count = 0;
    for (int i = 0; i < particles; i++) {
      count += type.asDouble(rows, at(jet, i)) == 0 ? 0 : 1;
    }
    return count;
  }

  @Override
  protected void take(ByteBuffer rows, int jet, int first, int count, RaggedMomenta into) {
    for (int i = 0, to = first; to < first + count; i++) {
      int at = at(jet, i);
      double pt = type.asDouble(rows, at);
      if (pt == 0) {
        continue;
      }
      double y = type.asDouble(rows, at + type.bytes());
      double phi = type.asDouble(rows, at + 2 * type.bytes());
      double code = type.asDouble(rows, at + 3 * type.bytes());
      if (!(pt > 0)) {
        throw new BadJetException(
            file, firstJet + jet, "constituent " + i + " has pt " + pt + " (>= 0 expected)");
      }
      FourMomentum p = FourMomentum.ofRapidity(pt, y, phi, mass(firstJet + jet, i, code));
      into.set(to++, jet * particles + i, p.e(), p.px(), p.py(), p.pz());
    }
  }

  private double mass(long jet, int constituent, double code) {
    if (code == Math.rint(code) && Math.abs(code) <= Integer.MAX_VALUE) {
      var mass = ParticleMasses.mass((long) code);
      if (mass.isPresent()) {
        return mass.getAsDouble();
      }
    }
    throw new BadJetException(
        file,
        jet,
        "constituent "
            + constituent
            + " has particle code "
            + (code == Math.rint(code) ? Long.toString((long) code) : Double.toString(code))
            + ", of which no mass is known");
  }
}
