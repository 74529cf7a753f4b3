package org.lorentznet.kernel.vector;

import static org.lorentznet.kernel.Kernels.PANEL;
import static org.lorentznet.kernel.Kernels.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What follows a product panel by panel, while its eight rows are still at hand: sums over rows go
 * on from panel to panel in the rows' order.
 */
final class PanelSums {
  private static final VectorSpecies<Float> SPECIES = VectorKernels.SPECIES;
  private static final VectorSpecies<Integer> BITS = SPECIES.withLanes(int.class);
  private static final int WIDTH = SPECIES.length();

  private PanelSums() {}

  /** sums_t += sum over rows v_r m_rt. */
  static void dot(float[] m, int at, float[] v, int vAt, float[] sums, int sumsAt) {
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, sumsAt + t);
      for (int p = 0; p < PANEL; p++) {
        sum =
            FloatVector.fromArray(SPECIES, m, at + p * TILE + t)
                .fma(FloatVector.broadcast(SPECIES, v[vAt + p]), sum);
      }
      sum.intoArray(sums, sumsAt + t);
    }
  }

  /** sums_t += sum over rows v_r relu(gate_t u_rt + bias_r). */
  static void gatedRelu(
      float[] u, float[] gate, int at, float[] bias, float[] v, int row, float[] sums) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, at + t);
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, at + t);
      for (int p = 0; p < PANEL; p++) {
        FloatVector z =
            g.fma(
                FloatVector.fromArray(SPECIES, u, p * TILE + t),
                FloatVector.broadcast(SPECIES, bias[row + p]));
        sum =
            z.blend(zero, z.compare(VectorOperators.LT, zero))
                .fma(FloatVector.broadcast(SPECIES, v[row + p]), sum);
      }
      sum.intoArray(sums, at + t);
    }
  }

  /** The same, and sets the bits of the rows that are active. */
  static void gatedRelu(
      float[] u,
      float[] gate,
      int at,
      float[] bias,
      float[] v,
      int row,
      float[] sums,
      int[] active,
      int word) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector g = FloatVector.fromArray(SPECIES, gate, at + t);
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, at + t);
      IntVector bits = IntVector.fromArray(BITS, active, word + t);
      for (int p = 0; p < PANEL; p++) {
        FloatVector z =
            g.fma(
                FloatVector.fromArray(SPECIES, u, p * TILE + t),
                FloatVector.broadcast(SPECIES, bias[row + p]));
        sum =
            z.blend(zero, z.compare(VectorOperators.LT, zero))
                .fma(FloatVector.broadcast(SPECIES, v[row + p]), sum);
        bits = bits.blend(bits.or(1 << (row + p)), z.compare(VectorOperators.GT, 0).cast(BITS));
      }
      sum.intoArray(sums, at + t);
      bits.intoArray(active, word + t);
    }
  }

  /** One vector of columns of a panel: {@code slope} where a row is active, else 0. */
  static void activeGradient(
      int[] active, int word, int row, FloatVector slope, float[] out, int t) {
    IntVector bits = IntVector.fromArray(BITS, active, word);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int p = 0; p < PANEL; p++) {
      zero.blend(slope, bits.and(1 << (row + p)).compare(VectorOperators.NE, 0).cast(SPECIES))
          .intoArray(out, (row + p) * TILE + t);
    }
  }

  /** dm_rt += da_rt, then sums_t += sum over rows dm_rt m_rt. */
  static void addAndDot(
      float[] dm, int at, float[] da, int daAt, int stride, float[] m, float[] sums) {
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, t);
      for (int p = 0; p < PANEL; p++) {
        int tile = at + p * TILE + t;
        FloatVector gradient =
            FloatVector.fromArray(SPECIES, dm, tile)
                .add(FloatVector.fromArray(SPECIES, da, daAt + p * stride + t));
        gradient.intoArray(dm, tile);
        sum = gradient.fma(FloatVector.fromArray(SPECIES, m, tile), sum);
      }
      sum.intoArray(sums, t);
    }
  }

  /** sums_t += sum over rows dm_rt m_rt. */
  static void dot(float[] m, int at, float[] dm, float[] sums) {
    for (int t = 0; t < TILE; t += WIDTH) {
      FloatVector sum = FloatVector.fromArray(SPECIES, sums, t);
      for (int p = 0; p < PANEL; p++) {
        int tile = at + p * TILE + t;
        sum =
            FloatVector.fromArray(SPECIES, dm, tile)
                .fma(FloatVector.fromArray(SPECIES, m, tile), sum);
      }
      sum.intoArray(sums, t);
    }
  }
}
