package org.lorentznet.network.lorentz;

import java.util.Arrays;
import org.lorentznet.network.Parameters;

/**
 * Pooling and decoder of one jet: hidden states summed over particles and divided by D, then
 * Linear, ReLU, dropout, Linear. Sums are in double precision.
 */
final class Decoder {
  private final int width;
  private final int classes;
  private final LorentzNetConfiguration configuration;
  private final float[] hiddenWeight;
  private final float[] hiddenBias;
  private final float[] outWeight;
  private final float[] outBias;

  /** A decoder on copies of the parameters, or on the live ones. */
  Decoder(Parameters parameters, LorentzNetConfiguration configuration, boolean copy) {
    this.configuration = configuration;
    width = configuration.width();
    classes = configuration.classes();
    hiddenWeight = values(parameters, "graph_dec.0.weight", copy);
    hiddenBias = values(parameters, "graph_dec.0.bias", copy);
    outWeight = values(parameters, "graph_dec.3.weight", copy);
    outBias = values(parameters, "graph_dec.3.bias", copy);
  }

  private static float[] values(Parameters parameters, String name, boolean copy) {
    float[] live = parameters.get(name).values();
    return copy ? live.clone() : live;
  }

  /** D for a jet: the constant, or its own number of particles. */
  double divisor(int particles) {
    return configuration.poolingDivisor().orElse(particles);
  }

  /**
   * Pools.
   *
   * @param hidden C rows of particles
   * @param pooled written: C values
   */
  void pool(float[] hidden, int at, int stride, int particles, double[] pooled, int to) {
    double divisor = divisor(particles);
    for (int c = 0; c < width; c++) {
      double sum = 0;
      int row = at + c * stride;
      for (int i = 0; i < particles; i++) {
        sum += hidden[row + i];
      }
      pooled[to + c] = sum / divisor;
    }
  }

  /**
   * Decodes.
   *
   * @param keep factor of each decoder value (dropout), or null for none
   * @param active written: C values behind ReLU and dropout
   * @param logits written from {@code logitsAt} on
   */
  void decode(
      double[] pooled,
      int from,
      double[] keep,
      double[] active,
      int activeAt,
      float[] logits,
      int logitsAt) {
    for (int c = 0; c < width; c++) {
      active[activeAt + c] = hiddenBias[c];
    }
    // Channel by channel each addition would wait for the one before.
    for (int k = 0; k < width; k++) {
      for (int c = 0; c < width; c++) {
        active[activeAt + c] += hiddenWeight[c * width + k] * pooled[from + k];
      }
    }
    for (int c = 0; c < width; c++) {
      active[activeAt + c] = Math.max(0, active[activeAt + c]) * (keep == null ? 1 : keep[c]);
    }
    for (int o = 0; o < classes; o++) {
      double sum = outBias[o];
      for (int c = 0; c < width; c++) {
        sum += outWeight[o * width + c] * active[activeAt + c];
      }
      logits[logitsAt + o] = (float) sum;
    }
  }

  /** Gradients of the decoder's parameters, summed over jets in order. */
  static final class Gradients {
    final double[] hiddenWeight;
    final double[] hiddenBias;
    final double[] outWeight;
    final double[] outBias;

    Gradients(int width, int classes) {
      hiddenWeight = new double[width * width];
      hiddenBias = new double[width];
      outWeight = new double[classes * width];
      outBias = new double[classes];
    }

    void clear() {
      for (double[] sums : new double[][] {hiddenWeight, hiddenBias, outWeight, outBias}) {
        Arrays.fill(sums, 0);
      }
    }
  }

  /**
   * Backward of {@link #decode}.
   *
   * @param dLogits gradient of the logits
   * @param dPooled written: gradient of the pooled values
   */
  void backward(
      double[] pooled,
      int from,
      double[] keep,
      double[] active,
      int activeAt,
      double[] dLogits,
      Gradients sums,
      double[] dPooled) {
    Arrays.fill(dPooled, 0);
    for (int o = 0; o < classes; o++) {
      sums.outBias[o] += dLogits[o];
      for (int c = 0; c < width; c++) {
        sums.outWeight[o * width + c] += dLogits[o] * active[activeAt + c];
      }
    }
    for (int c = 0; c < width; c++) {
      if (!(active[activeAt + c] > 0)) {
        continue;
      }
      double gradient = 0;
      for (int o = 0; o < classes; o++) {
        gradient += dLogits[o] * outWeight[o * width + c];
      }
      gradient *= keep == null ? 1 : keep[c];
      sums.hiddenBias[c] += gradient;
      for (int k = 0; k < width; k++) {
        sums.hiddenWeight[c * width + k] += gradient * pooled[from + k];
        dPooled[k] += gradient * hiddenWeight[c * width + k];
      }
    }
  }
}
