package org.lorentznet.kernel;

import java.util.Arrays;

/** Weights laid out for {@link Kernels#product}: eight rows side by side, input after input. */
public final class Panels {
  private Panels() {}

  /** The next multiple of {@link Kernels#PANEL}. */
  public static int rows(int rows) {
    return roundUp(rows, Kernels.PANEL);
  }

  /** The next multiple of {@link Kernels#LANES}. */
  public static int columns(int columns) {
    return roundUp(columns, Kernels.LANES);
  }

  private static int roundUp(int value, int step) {
    return (value + step - 1) / step * step;
  }

  /**
   * Packs a part of a row-major matrix; rows added to fill the last panel are 0.
   *
   * @param firstColumn first of the {@code inner} columns taken
   * @param stride columns of the whole matrix
   * @param scale factor of each row, or null for 1
   */
  public static float[] pack(
      float[] matrix, int rows, int stride, int firstColumn, int inner, double[] scale) {
    float[] packed = new float[rows(rows) * inner];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < inner; k++) {
        float value = matrix[r * stride + firstColumn + k];
        packed[place(r, k, inner)] = scale == null ? value : (float) (scale[r] * value);
      }
    }
    return packed;
  }

  /** Packs the transpose of a part of a row-major matrix: {@code inner} rows of the result. */
  public static float[] packTransposed(
      float[] matrix, int rows, int stride, int firstColumn, int inner) {
    float[] packed = new float[rows(inner) * rows];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < inner; k++) {
        packed[place(k, r, rows)] = matrix[r * stride + firstColumn + k];
      }
    }
    return packed;
  }

  private static int place(int row, int k, int inner) {
    return (row / Kernels.PANEL * inner + k) * Kernels.PANEL + row % Kernels.PANEL;
  }

  /**
   * Writes {@code period} columns of one matrix to another, again and again.
   *
   * @param from place of the first column in the first row of {@code matrix}
   * @param out written: its column c becomes column c mod {@code period} of those
   * @param columns that each row of {@code out} has in the end
   */
  public static void repeat(
      float[] matrix,
      int from,
      int stride,
      int rows,
      int period,
      float[] out,
      int outStride,
      int columns) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c += period) {
        System.arraycopy(
            matrix, from + r * stride, out, r * outStride + c, Math.min(period, columns - c));
      }
    }
  }

  /** The values with zeros behind them up to the next whole panel. */
  public static float[] pad(float[] values) {
    return Arrays.copyOf(values, rows(values.length));
  }
}
