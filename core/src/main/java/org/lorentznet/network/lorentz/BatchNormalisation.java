package org.lorentznet.network.lorentz;

import org.lorentznet.network.Parameters;

/**
 * Batch normalisation of one layer, by PyTorch's conventions: eps 1e-5, momentum 0.1, biased
 * variance in the normalisation, unbiased in the running estimate. Where a batch has at most one
 * sample, the running statistics are used and left alone.
 *
 * @param weight gamma
 * @param bias beta
 * @param runningMean live: moved by training
 * @param runningVariance live: moved by training
 */
public record BatchNormalisation(
    float[] weight, float[] bias, float[] runningMean, float[] runningVariance) {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  /**
   * {@return the layer of that name, e.g. {@code LGEBs.0.phi_e.1}}
   *
   * @param parameters of the network
   * @param name in model files
   */
  public static BatchNormalisation of(Parameters parameters, String name) {
    return new BatchNormalisation(
        parameters.get(name + ".weight").values(),
        parameters.get(name + ".bias").values(),
        parameters.get(name + ".running_mean").values(),
        parameters.get(name + ".running_var").values());
  }

  /**
   * What a batch is normalised by.
   *
   * @param samples over which the batch's statistics run; at most 1 where they are the running ones
   * @param mean of each channel
   * @param inverse 1 / sqrt(variance + eps) of each channel
   */
  record Statistics(long samples, double[] mean, double[] inverse) {
    /** Whether the batch's own statistics are used, so that gradients flow through them. */
    boolean ofBatch() {
      return samples > 1;
    }
  }

  /** {@return gamma / sqrt(running variance + eps)} */
  public double[] runningScale() {
    double[] scale = new double[weight.length];
    for (int c = 0; c < scale.length; c++) {
      scale[c] = weight[c] / Math.sqrt(runningVariance[c] + EPSILON);
    }
    return scale;
  }

  /** {@return beta - mean gamma / sqrt(running variance + eps)} */
  public double[] runningShift() {
    double[] shift = runningScale();
    for (int c = 0; c < shift.length; c++) {
      shift[c] = bias[c] - runningMean[c] * shift[c];
    }
    return shift;
  }

  /** The running statistics, which no gradient flows through. */
  Statistics running() {
    return observe(0, new double[0]);
  }

  /**
   * The statistics of a batch; moves the running ones.
   *
   * @param sums sum of each channel, then sum of squares of each channel
   */
  Statistics observe(long samples, double[] sums) {
    int channels = weight.length;
    double[] mean = new double[channels];
    double[] inverse = new double[channels];
    for (int c = 0; c < channels; c++) {
      double variance;
      if (samples > 1) {
        mean[c] = sums[c] / samples;
        variance = Math.max(0, sums[channels + c] / samples - mean[c] * mean[c]);
        double unbiased = variance * samples / (samples - 1);
        runningMean[c] = (float) ((1 - MOMENTUM) * runningMean[c] + MOMENTUM * mean[c]);
        runningVariance[c] = (float) ((1 - MOMENTUM) * runningVariance[c] + MOMENTUM * unbiased);
      } else {
        mean[c] = runningMean[c];
        variance = runningVariance[c];
      }
      inverse[c] = 1 / Math.sqrt(variance + EPSILON);
    }
    return new Statistics(samples, mean, inverse);
  }
}
