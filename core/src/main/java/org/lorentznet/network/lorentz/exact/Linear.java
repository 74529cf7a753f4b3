package org.lorentznet.network.lorentz.exact;

import java.util.Map;

/** y = W x + b for every row. */
final class Linear {
  private final double[] weight;
  private final double[] bias;
  private final double[] weightGradient;
  private final double[] biasGradient;
  private final int inputs;
  private final int outputs;
  private Matrix input;

  /** The layer under a name; without a bias where no such tensor is there. */
  Linear(Map<String, double[]> values, Map<String, double[]> gradients, String name, int outputs) {
    weight = values.get(name + ".weight");
    bias = values.get(name + ".bias");
    weightGradient = gradients.get(name + ".weight");
    biasGradient = gradients.get(name + ".bias");
    this.outputs = outputs;
    inputs = weight.length / outputs;
  }

  Matrix forward(Matrix x) {
    input = x;
    Matrix y = new Matrix(x.rows(), outputs);
    for (int r = 0; r < x.rows(); r++) {
      for (int o = 0; o < outputs; o++) {
        double sum = bias == null ? 0 : bias[o];
        for (int k = 0; k < inputs; k++) {
          sum += weight[o * inputs + k] * x.get(r, k);
        }
        y.set(r, o, sum);
      }
    }
    return y;
  }

  /** Adds to the gradients of weight and bias; gives that of the input. */
  Matrix backward(Matrix dy) {
    Matrix dx = new Matrix(dy.rows(), inputs);
    for (int r = 0; r < dy.rows(); r++) {
      for (int o = 0; o < outputs; o++) {
        double g = dy.get(r, o);
        if (bias != null) {
          biasGradient[o] += g;
        }
        for (int k = 0; k < inputs; k++) {
          weightGradient[o * inputs + k] += g * input.get(r, k);
          dx.add(r, k, g * weight[o * inputs + k]);
        }
      }
    }
    return dx;
  }
}
