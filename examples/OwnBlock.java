import java.util.Map;
import org.lorentznet.equivariance.Equivariance;
import org.lorentznet.equivariance.EquivariantMap;
import org.lorentznet.jet.JetBatch;
import org.lorentznet.jet.Jets;
import org.lorentznet.jet.ParticleEncoding;

/**
 * A block of one's own, tested for Lorentz symmetry before anything is trained: first one that
 * respects it, then one that looks at energies and does not. With the jars of
 * core and training:
 *
 * <pre>
 * java -cp 'app/target/lib/*' examples/OwnBlock.java
 * </pre>
 */
public final class OwnBlock {
  /** What particle i learns from particle j. */
  interface Edge {
    double message(double[] x, int i, int j);
  }

  /** Invariant hidden states: sums of messages. Four-vectors: neighbours weighted by messages. */
  static EquivariantMap block(Edge edge) {
    return jets -> {
      double[] x = jets.fourMomenta();
      double[] hidden = new double[jets.particles()];
      double[] moved = x.clone();
      for (int jet = 0; jet < jets.jets(); jet++) {
        for (int i = jets.offsets()[jet]; i < jets.offsets()[jet + 1]; i++) {
          for (int j = jets.offsets()[jet]; j < jets.offsets()[jet + 1]; j++) {
            double message = i == j ? 0 : edge.message(x, i, j);
            hidden[i] += message;
            for (int c = 0; c < 4; c++) {
              moved[4 * i + c] += 0.01 * message * (x[4 * i + c] - x[4 * j + c]);
            }
          }
        }
      }
      return new EquivariantMap.Output(hidden, moved);
    };
  }

  /** The Minkowski product of two particles, GeV^2. */
  static double product(double[] x, int i, int j) {
    double sum = x[4 * i] * x[4 * j];
    for (int c = 1; c < 4; c++) {
      sum -= x[4 * i + c] * x[4 * j + c];
    }
    return sum;
  }

  public static void main(String[] arguments) {
    double[] momenta = {
      100, 60, 0, 80, 50, 0, 30, 40, 20, 12, 0, 16, 13, 3, 4, 12, 5.5, 3, 4, 2,
    };
    Jets jets =
        new Jets(0, new int[] {0, 5}, momenta, Jets.Precision.FLOAT64, Map.of(), Map.of(), null);
    JetBatch batch = ParticleEncoding.topTagging().encode(jets); // two beams come first

    Equivariance.assertEquivariant(
        block((x, i, j) -> Math.tanh(Math.log1p(Math.abs(product(x, i, j))))), batch);
    System.out.println("Minkowski products: equivariant");

    try {
      Equivariance.assertEquivariant(
          block((x, i, j) -> Math.tanh(Math.log1p(x[4 * i] * x[4 * j]))), batch);
    } catch (AssertionError e) {
      System.out.println("energies: " + e.getMessage());
    }
  }

  private OwnBlock() {}
}
