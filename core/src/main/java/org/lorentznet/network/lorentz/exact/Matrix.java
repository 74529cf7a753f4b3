package org.lorentznet.network.lorentz.exact;

/**
 * Rows of numbers: a row a pair, particle or jet, a column a channel.
 *
 * @param values row-major
 */
record Matrix(int rows, int columns, double[] values) {
  Matrix(int rows, int columns) {
    this(rows, columns, new double[rows * columns]);
  }

  double get(int row, int column) {
    return values[row * columns + column];
  }

  void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  void add(int row, int column, double value) {
    values[row * columns + column] += value;
  }
}
