package org.lorentznet.network.lorentz.exact;

import java.util.Map;

/**
 * Batch normalisation over rows (S. Ioffe, C. Szegedy, arXiv 1502.03167), PyTorch's conventions:
 * eps 1e-5, momentum 0.1, biased variance in the normalisation, unbiased in the running estimate;
 * at most one row is normalised by the running statistics and leaves them alone.
 */
final class BatchNorm {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  /** How rows are normalised. */
  enum Mode {
    /** By the running statistics. */
    EVALUATION,
    /** By the batch's statistics, which move the running ones. */
    TRAINING,
    /** By the batch's statistics, once more for the backward pass. */
    REPLAY
  }

  private final double[] gamma;
  private final double[] beta;
  private final double[] gammaGradient;
  private final double[] betaGradient;
  private final double[] runningMean;
  private final double[] runningVariance;
  private boolean ofBatch;
  private double[] inverse;
  private Matrix normalised;

  BatchNorm(Map<String, double[]> values, Map<String, double[]> gradients, String name) {
    gamma = values.get(name + ".weight");
    beta = values.get(name + ".bias");
    gammaGradient = gradients.get(name + ".weight");
    betaGradient = gradients.get(name + ".bias");
    runningMean = values.get(name + ".running_mean");
    runningVariance = values.get(name + ".running_var");
  }

  Matrix forward(Matrix x, Mode mode) {
    int channels = gamma.length;
    ofBatch = mode != Mode.EVALUATION && x.rows() > 1;
    inverse = new double[channels];
    normalised = new Matrix(x.rows(), channels);
    Matrix y = new Matrix(x.rows(), channels);
    for (int c = 0; c < channels; c++) {
      double mean = runningMean[c];
      double variance = runningVariance[c];
      if (ofBatch) {
        mean = 0;
        for (int r = 0; r < x.rows(); r++) {
          mean += x.get(r, c) / x.rows();
        }
        variance = 0;
        for (int r = 0; r < x.rows(); r++) {
          double difference = x.get(r, c) - mean;
          variance += difference * difference / x.rows();
        }
        if (mode == Mode.TRAINING) {
          double unbiased = variance * x.rows() / (x.rows() - 1);
          runningMean[c] = (1 - MOMENTUM) * runningMean[c] + MOMENTUM * mean;
          runningVariance[c] = (1 - MOMENTUM) * runningVariance[c] + MOMENTUM * unbiased;
        }
      }
      inverse[c] = 1 / Math.sqrt(variance + EPSILON);
      for (int r = 0; r < x.rows(); r++) {
        double z = (x.get(r, c) - mean) * inverse[c];
        normalised.set(r, c, z);
        y.set(r, c, gamma[c] * z + beta[c]);
      }
    }
    return y;
  }

  /** Adds to the gradients of gamma and beta; gives that of the input. */
  Matrix backward(Matrix dy) {
    Matrix dx = new Matrix(dy.rows(), gamma.length);
    for (int c = 0; c < gamma.length; c++) {
      double sum = 0;
      double product = 0;
      for (int r = 0; r < dy.rows(); r++) {
        sum += dy.get(r, c);
        product += dy.get(r, c) * normalised.get(r, c);
      }
      betaGradient[c] += sum;
      gammaGradient[c] += product;
      for (int r = 0; r < dy.rows(); r++) {
        double g = dy.get(r, c);
        if (ofBatch) {
          g -= (sum + normalised.get(r, c) * product) / dy.rows();
        }
        dx.set(r, c, gamma[c] * inverse[c] * g);
      }
    }
    return dx;
  }
}
