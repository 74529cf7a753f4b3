package org.lorentznet.network.lorentz.exact;

import java.util.Arrays;
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
    int rows = x.rows();
    ofBatch = mode != Mode.EVALUATION && rows > 1;
    double[] mean = runningMean.clone();
    double[] variance = runningVariance.clone();
    if (ofBatch) {
      Arrays.fill(mean, 0);
      Arrays.fill(variance, 0);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < channels; c++) {
          mean[c] += x.get(r, c) / rows;
        }
      }
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < channels; c++) {
          double difference = x.get(r, c) - mean[c];
          variance[c] += difference * difference / rows;
        }
      }
    }
    inverse = new double[channels];
    for (int c = 0; c < channels; c++) {
      inverse[c] = 1 / Math.sqrt(variance[c] + EPSILON);
      if (ofBatch && mode == Mode.TRAINING) {
        double unbiased = variance[c] * rows / (rows - 1);
        runningMean[c] = (1 - MOMENTUM) * runningMean[c] + MOMENTUM * mean[c];
        runningVariance[c] = (1 - MOMENTUM) * runningVariance[c] + MOMENTUM * unbiased;
      }
    }
    normalised = new Matrix(rows, channels);
    Matrix y = new Matrix(rows, channels);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        double z = (x.get(r, c) - mean[c]) * inverse[c];
        normalised.set(r, c, z);
        y.set(r, c, gamma[c] * z + beta[c]);
      }
    }
    return y;
  }

  /** Adds to the gradients of gamma and beta; gives that of the input. */
  Matrix backward(Matrix dy) {
    int channels = gamma.length;
    int rows = dy.rows();
    double[] sum = new double[channels];
    double[] product = new double[channels];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        sum[c] += dy.get(r, c);
        product[c] += dy.get(r, c) * normalised.get(r, c);
      }
    }
    Matrix dx = new Matrix(rows, channels);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < channels; c++) {
        double g = dy.get(r, c);
        if (ofBatch) {
          g -= (sum[c] + normalised.get(r, c) * product[c]) / rows;
        }
        dx.set(r, c, gamma[c] * inverse[c] * g);
      }
    }
    for (int c = 0; c < channels; c++) {
      betaGradient[c] += sum[c];
      gammaGradient[c] += product[c];
    }
    return dx;
  }
}
