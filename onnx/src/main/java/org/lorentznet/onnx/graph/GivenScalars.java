package org.lorentznet.onnx.graph;

import java.util.List;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.ParticleEncoding;
import org.lorentznet.jet.ParticleScalar;

/** The scalars of a constituent that four-momenta do not give: an input of the exported model. */
public final class GivenScalars {
  private GivenScalars() {}

  /**
   * Those of an encoding, in its order.
   *
   * @throws MismatchException where the graph can neither be given nor compute one
   */
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
      case ParticleScalar.JetMass mass -> throw unknown("jet mass");
      case ParticleScalar.JetProduct product -> throw unknown("product with the jet");
      case ParticleScalar.Kinematic kinematic -> throw unknown(kinematic.quantity().toString());
    };
  }

  private static MismatchException unknown(String scalar) {
    return new MismatchException("networks with the scalar '" + scalar + "' cannot be exported");
  }
}
