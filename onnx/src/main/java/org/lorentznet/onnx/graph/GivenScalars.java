package org.lorentznet.onnx.graph;

import java.util.List;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;

/** The scalars of a constituent that four-momenta do not give: an input of the exported model. */
public final class GivenScalars {
  private GivenScalars() {}

  /** Those of an encoding, in its order. */
  public static List<ParticleScalar> of(ParticleEncoding encoding) {
    return encoding.scalars().stream().filter(GivenScalars::isGiven).toList();
  }

  static int size(ParticleEncoding encoding) {
    return of(encoding).stream().mapToInt(ParticleScalar::size).sum();
  }

  static boolean isGiven(ParticleScalar scalar) {
    return switch (scalar) {
      case ParticleScalar.Mass mass -> false;
      case ParticleScalar.Constant constant -> false;
      case ParticleScalar.Feature feature -> true;
      case ParticleScalar.OneHot hot -> true;
    };
  }
}
