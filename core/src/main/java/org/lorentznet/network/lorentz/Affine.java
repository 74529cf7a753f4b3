package org.lorentznet.network.lorentz;

import org.lorentznet.network.lorentz.BatchNormalisation.Statistics;

/**
 * Normalisation of a batch as scale and shift.
 *
 * @param scale gamma / sigma
 * @param shift beta - mean gamma / sigma
 * @param distance scale times the weight of n
 * @param product scale times the weight of d
 */
record Affine(float[] scale, float[] shift, float[] distance, float[] product) {
  static Affine of(BatchNormalisation layer, Statistics statistics, BlockWeights weights) {
    int width = layer.weight().length;
    int rows = weights.rows();
    Affine affine = new Affine(new float[rows], new float[rows], new float[rows], new float[rows]);
    for (int c = 0; c < width; c++) {
      double scale = layer.weight()[c] * statistics.inverse()[c];
      affine.scale[c] = (float) scale;
      affine.shift[c] = (float) (layer.bias()[c] - statistics.mean()[c] * scale);
      affine.distance[c] = (float) (scale * weights.distance()[c]);
      affine.product[c] = (float) (scale * weights.product()[c]);
    }
    return affine;
  }
}
