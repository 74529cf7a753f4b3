package org.lorentznet.network.lorentz;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.lorentznet.kernel.JetPairs;
import org.lorentznet.kernel.Kernels;

/**
 * Minkowski geometry of the ordered pairs of one jet, in double precision, metric (+,-,-,-).
 *
 * <p>Pairs are numbered as in {@link Kernels}: e = (k-1) N + i, receiver i, sender (i + k) mod N.
 * Coordinates are stored component by component with two copies of the N particles, so that the
 * sender of pair e is element i + k.
 */
final class PairGeometry {
  private static final double[] METRIC = {1, -1, -1, -1};

  private PairGeometry() {}

  /** Doubles that the coordinates of a jet take. */
  static int size(int particles) {
    return 8 * particles;
  }

  /**
   * Lays out four-momenta.
   *
   * @param fourMomenta E, px, py, pz of each particle in turn, the jet's first at {@code 4 * first}
   */
  static void load(double[] fourMomenta, int first, int particles, double[] x, int at) {
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < particles; i++) {
        x[at + 2 * particles * c + i] = fourMomenta[4 * (first + i) + c];
      }
    }
    repeat(x, at, particles);
  }

  private static void repeat(double[] x, int at, int particles) {
    for (int c = 0; c < 4; c++) {
      int row = at + 2 * particles * c;
      System.arraycopy(x, row, x, row + particles, particles);
    }
  }

  /**
   * n = psi(&lt;x_i - x_j, x_i - x_j&gt;) and d = psi(&lt;x_i, x_j&gt;) of every pair, psi(z) =
   * sgn(z) ln(|z| + 1) (arXiv 2201.08187, section 3.2). The products are in double precision, where
   * nearly light-like particles do not cancel; psi is rounded to single.
   */
  static void invariants(
      Kernels kernels, double[] x, int at, int particles, float[] n, float[] d, int pairAt) {
    kernels.invariants(x, at, particles, n, d, pairAt);
    int pairs = particles * (particles - 1);
    psi(kernels, n, pairAt, pairs);
    psi(kernels, d, pairAt, pairs);
  }

  /** The logarithm in psi; what lies behind the last pair of its tile becomes 0. */
  private static void psi(Kernels kernels, float[] values, int at, int pairs) {
    int end = at + JetPairs.tiles(pairs) * Kernels.TILE;
    for (int e = at + pairs; e < end; e++) {
      values[e] = 1;
    }
    kernels.signedLog(values, at, end - at);
  }

  /**
   * x_i + c / (N - 1) * sum over j of (x_i - x_j) s_ij, each component of each term clamped where
   * there is a clamp.
   *
   * @param s output of phi_x for each pair
   * @param to where the moved coordinates go, with both copies
   */
  static void move(
      Kernels kernels,
      double[] x,
      int at,
      int particles,
      float[] s,
      int sAt,
      double scale,
      OptionalDouble clamp,
      double[] moved,
      int to) {
    double factor = particles > 1 ? scale / (particles - 1) : 0;
    double bound = clamp.orElse(Double.POSITIVE_INFINITY);
    kernels.move(x, at, particles, s, sAt, factor, bound, moved, to);
    repeat(moved, to, particles);
  }

  /**
   * Backward of {@link #move}: adds to the gradient of x, and gives that of s.
   *
   * @param dMoved gradient of the moved coordinates, component by component, N each
   * @param dx two copies of N for each component, both added to; {@link #fold} sums them
   * @param ds written: gradient of s for each pair
   */
  static void moveBackward(
      double[] x,
      int at,
      int particles,
      float[] s,
      int sAt,
      double scale,
      OptionalDouble clamp,
      double[] dMoved,
      double[] dx,
      float[] ds,
      int dsAt) {
    double factor = particles > 1 ? scale / (particles - 1) : 0;
    double bound = clamp.orElse(Double.POSITIVE_INFINITY);
    double[] sum = new double[particles];
    for (int k = 1; k < particles; k++) {
      int row = (k - 1) * particles;
      Arrays.fill(sum, 0);
      for (int c = 0; c < 4; c++) {
        int from = at + 2 * particles * c;
        int to = 2 * particles * c;
        int gradient = particles * c;
        for (int i = 0; i < particles; i++) {
          double difference = x[from + i] - x[from + i + k];
          double g = factor * dMoved[gradient + i];
          double inside = Math.abs(difference * s[sAt + row + i]) <= bound ? g : 0;
          sum[i] += inside * difference;
          double term = inside * s[sAt + row + i];
          dx[to + i] += term;
          dx[to + i + k] -= term;
        }
      }
      for (int i = 0; i < particles; i++) {
        ds[dsAt + row + i] = (float) sum[i];
      }
    }
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < particles; i++) {
        dx[2 * particles * c + i] += dMoved[particles * c + i];
      }
    }
  }

  /**
   * Backward of {@link #invariants}: adds to the gradient of x. The derivative of psi at z is 1 /
   * (1 + |z|).
   *
   * @param dn gradient of n for each pair
   * @param dd gradient of d for each pair
   * @param dx two copies of N for each component, both added to
   */
  static void invariantsBackward(
      double[] x, int at, int particles, double[] dn, double[] dd, double[] dx) {
    int stride = 2 * particles;
    double[] square = new double[particles];
    double[] product = new double[particles];
    for (int k = 1; k < particles; k++) {
      int row = (k - 1) * particles;
      Arrays.fill(square, 0);
      Arrays.fill(product, 0);
      for (int c = 0; c < 4; c++) {
        int from = at + stride * c;
        for (int i = 0; i < particles; i++) {
          double difference = x[from + i] - x[from + i + k];
          square[i] += METRIC[c] * (difference * difference);
          product[i] += METRIC[c] * (x[from + i] * x[from + i + k]);
        }
      }
      for (int i = 0; i < particles; i++) {
        square[i] = 2 * dn[row + i] / (1 + Math.abs(square[i]));
        product[i] = dd[row + i] / (1 + Math.abs(product[i]));
      }
      for (int c = 0; c < 4; c++) {
        int from = at + stride * c;
        int to = stride * c;
        for (int i = 0; i < particles; i++) {
          double ofDistance = METRIC[c] * square[i] * (x[from + i] - x[from + i + k]);
          dx[to + i] += ofDistance + METRIC[c] * product[i] * x[from + i + k];
          dx[to + i + k] += METRIC[c] * product[i] * x[from + i] - ofDistance;
        }
      }
    }
  }

  /** Sums the two copies that the backward methods add to. */
  static void fold(double[] dx, int particles, double[] folded) {
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < particles; i++) {
        folded[particles * c + i] =
            dx[2 * particles * c + i] + dx[2 * particles * c + particles + i];
      }
    }
  }
}
