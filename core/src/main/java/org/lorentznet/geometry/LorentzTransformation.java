package org.lorentznet.geometry;

/**
 * A proper Lorentz transformation, as the matrix that acts on (E, px, py, pz). Made of boosts and
 * rotations; all of them leave Minkowski products alone.
 */
public final class LorentzTransformation {
  private final double[] matrix;

  private LorentzTransformation(double[] matrix) {
    this.matrix = matrix;
  }

  /**
   * {@return a boost along a direction: x -> x' in a frame that moves with velocity -beta along it}
   *
   * @param beta velocity in units of c, between -1 and 1
   * @param direction three components, of any length but zero
   * @throws IllegalArgumentException where |beta| is not below 1 or the direction is zero
   */
  public static LorentzTransformation boost(double beta, double... direction) {
    double[] u = unit(direction);
    if (!(Math.abs(beta) < 1)) {
      throw new IllegalArgumentException("|beta| below 1 expected, found " + beta);
    }
    double gamma = 1 / Math.sqrt((1 - beta) * (1 + beta));
    double[] m = new double[16];
    m[0] = gamma;
    for (int i = 0; i < 3; i++) {
      m[1 + i] = gamma * beta * u[i];
      m[4 * (1 + i)] = gamma * beta * u[i];
      for (int j = 0; j < 3; j++) {
        m[4 * (1 + i) + 1 + j] = (i == j ? 1 : 0) + (gamma - 1) * u[i] * u[j];
      }
    }
    return new LorentzTransformation(m);
  }

  /**
   * {@return a rotation about an axis by the right-hand rule (Rodrigues)}
   *
   * @param angle in radians
   * @param axis three components, of any length but zero
   * @throws IllegalArgumentException where the axis is zero
   */
  public static LorentzTransformation rotation(double angle, double... axis) {
    double[] u = unit(axis);
    double sin = StrictMath.sin(angle);
    double cos = StrictMath.cos(angle);
    double[] m = new double[16];
    m[0] = 1;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        m[4 * (1 + i) + 1 + j] = (1 - cos) * u[i] * u[j] + (i == j ? cos : 0);
      }
    }
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      int other = (i + 2) % 3;
      m[4 * (1 + next) + 1 + i] += sin * u[other];
      m[4 * (1 + i) + 1 + next] -= sin * u[other];
    }
    return new LorentzTransformation(m);
  }

  private static double[] unit(double[] direction) {
    double norm = 0;
    for (double component : direction) {
      norm += component * component;
    }
    norm = Math.sqrt(norm);
    if (direction.length != 3 || !(norm > 0)) {
      throw new IllegalArgumentException("a direction has three components, not all zero");
    }
    return new double[] {direction[0] / norm, direction[1] / norm, direction[2] / norm};
  }

  /**
   * {@return this transformation after {@code first}}
   *
   * @param first what is done before
   */
  public LorentzTransformation after(LorentzTransformation first) {
    double[] product = new double[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        for (int k = 0; k < 4; k++) {
          product[4 * i + j] += matrix[4 * i + k] * first.matrix[4 * k + j];
        }
      }
    }
    return new LorentzTransformation(product);
  }

  /**
   * {@return the transformed four-momentum}
   *
   * @param p E, px, py, pz in one unit
   */
  public FourMomentum apply(FourMomentum p) {
    double[] out = apply(new double[] {p.e(), p.px(), p.py(), p.pz()});
    return new FourMomentum(out[0], out[1], out[2], out[3]);
  }

  /**
   * Transforms many four-momenta.
   *
   * @param fourMomenta E, px, py, pz in turn
   * @return a new array of the same layout
   */
  public double[] apply(double[] fourMomenta) {
    double[] out = new double[fourMomenta.length];
    for (int p = 0; p < out.length; p += 4) {
      for (int i = 0; i < 4; i++) {
        double sum = 0;
        for (int j = 0; j < 4; j++) {
          sum += matrix[4 * i + j] * fourMomenta[p + j];
        }
        out[p + i] = sum;
      }
    }
    return out;
  }
}
