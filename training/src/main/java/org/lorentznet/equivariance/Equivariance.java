package org.lorentznet.equivariance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.network.JetNetwork;
import org.lorentznet.network.JetProbe;

/** Assertions for tests, also of blocks that others build. */
public final class Equivariance {
  /**
   * How far numbers may move, relative to them where they are above 1: what single precision leaves
   * of a network whose geometry is in double precision.
   */
  public static final double TOLERANCE = 1e-5;

  private static final double[] BETAS = {0.1, 0.9, 0.99, 0.999, 0.9999};
  private static final double[] ANGLES = {0.3, 2.1};
  private static final double[][] AXES = {{1, 0, 0}, {0, 0, 1}, {0.3, 1, -0.2}};

  private Equivariance() {}

  /** Boosts up to beta = 0.9999 along three axes, rotations about them, and both together. */
  public static List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    for (double[] axis : AXES) {
      for (double beta : BETAS) {
        frames.add(Frame.boosted(beta, axis));
      }
      for (double angle : ANGLES) {
        frames.add(Frame.rotated(angle, axis));
      }
    }
    for (double beta : BETAS) {
      frames.add(Frame.rotated(ANGLES[1], AXES[2]).then(Frame.boosted(beta, AXES[0])));
    }
    return frames;
  }

  /**
   * Asserts that a function respects Lorentz symmetry within {@link #TOLERANCE}: in each of the
   * {@link #frames} its invariants are what they were, and its four-vectors are the transformed
   * ones.
   *
   * @param jets with the reference vectors that the function needs, which are transformed, too
   * @throws AssertionError naming the frame and the first number that is another
   */
  public static void assertEquivariant(EquivariantMap map, JetBatch jets) {
    assertEquivariant(map, jets, TOLERANCE);
  }

  /**
   * The same with another tolerance.
   *
   * @param tolerance of an invariant relative to it where it is above 1, else absolute; of a
   *     component of a four-vector relative to the largest component of all four-vectors
   */
  public static void assertEquivariant(EquivariantMap map, JetBatch jets, double tolerance) {
    assertEquivariant("", map, jets, tolerance);
  }

  /**
   * Asserts that a network respects Lorentz symmetry: of each jet the hidden states and coordinates
   * of every layer that the network shows, and its logits.
   *
   * @throws AssertionError naming the first layer that does not
   */
  public static void assertEquivariant(JetNetwork network, JetBatch jets) {
    Optional<JetProbe> probe = network.probe();
    for (int jet = 0; probe.isPresent() && jet < jets.jets(); jet++) {
      JetBatch one = jets.only(jet);
      int layers = probe.get().layers(one, 0).size();
      for (int layer = 0; layer < layers; layer++) {
        String name = probe.get().layers(one, 0).get(layer).layer();
        assertEquivariant(
            "jet " + jet + ", " + name + ": ",
            EquivariantMap.layer(probe.get(), layer),
            one,
            TOLERANCE);
      }
    }
    assertEquivariant("logits: ", EquivariantMap.logits(network), jets, TOLERANCE);
  }

  private static void assertEquivariant(
      String where, EquivariantMap map, JetBatch jets, double tolerance) {
    EquivariantMap.Output here = map.apply(jets);
    for (Frame frame : frames()) {
      JetBatch seen = jets.withFourMomenta(frame.transformation().apply(jets.fourMomenta()));
      EquivariantMap.Output there = map.apply(seen);
      requireInvariant(where, frame, here.invariants(), there.invariants(), tolerance);
      requireCovariant(
          where,
          frame,
          frame.transformation().apply(here.fourVectors()),
          there.fourVectors(),
          tolerance);
    }
  }

  private static void requireInvariant(
      String where, Frame frame, double[] here, double[] there, double tolerance) {
    requireAsMany(where, frame, "invariants", here.length, there.length);
    for (int i = 0; i < here.length; i++) {
      double allowed = tolerance * Math.max(1, Math.abs(here[i]));
      if (!(Math.abs(there[i] - here[i]) <= allowed)) {
        throw new AssertionError(
            where
                + "not invariant under a "
                + frame.name()
                + ": invariant "
                + i
                + " was "
                + here[i]
                + " and is "
                + there[i]
                + " (may move by "
                + allowed
                + ")");
      }
    }
  }

  private static void requireCovariant(
      String where, Frame frame, double[] expected, double[] found, double tolerance) {
    requireAsMany(where, frame, "components of four-vectors", expected.length, found.length);
    double largest = 0;
    for (double component : expected) {
      largest = Math.max(largest, Math.abs(component));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= tolerance * largest)) {
        throw new AssertionError(
            where
                + "not covariant under a "
                + frame.name()
                + ": component "
                + i % 4
                + " of four-vector "
                + i / 4
                + " is "
                + found[i]
                + ", transformed it would be "
                + expected[i]
                + " (may differ by "
                + tolerance * largest
                + ")");
      }
    }
  }

  private static void requireAsMany(String where, Frame frame, String what, int here, int there) {
    if (here != there) {
      throw new AssertionError(
          where + "under a " + frame.name() + " there are " + there + " " + what + ", not " + here);
    }
  }
}
