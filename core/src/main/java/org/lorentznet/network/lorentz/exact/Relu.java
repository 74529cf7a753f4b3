package org.lorentznet.network.lorentz.exact;

/** y = max(0, x), element by element. */
final class Relu {
  private Matrix output;

  Matrix forward(Matrix x) {
    output = new Matrix(x.rows(), x.columns());
    for (int i = 0; i < x.values().length; i++) {
      output.values()[i] = Math.max(0, x.values()[i]);
    }
    return output;
  }

  Matrix backward(Matrix dy) {
    Matrix dx = new Matrix(dy.rows(), dy.columns());
    for (int i = 0; i < dy.values().length; i++) {
      dx.values()[i] = output.values()[i] > 0 ? dy.values()[i] : 0;
    }
    return dx;
  }
}
