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
    double[] transposed = new double[weight.length];
    for (int o = 0; o < outputs; o++) {
      for (int k = 0; k < inputs; k++) {
        transposed[k * outputs + o] = weight[o * inputs + k];
      }
    }
    Matrix y = new Matrix(x.rows(), outputs);
    for (int r = 0; r < x.rows(); r++) {
      if (bias != null) {
        System.arraycopy(bias, 0, y.values(), r * outputs, outputs);
      }
      for (int k = 0; k < inputs; k++) {
        addScaled(x.get(r, k), transposed, k * outputs, y.values(), r * outputs, outputs);
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
        addScaled(g, input.values(), r * inputs, weightGradient, o * inputs, inputs);
        addScaled(g, weight, o * inputs, dx.values(), r * inputs, inputs);
      }
    }
    return dx;
  }

  private static void addScaled(
      double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] += factor * from[fromAt + i];
    }
  }
}
