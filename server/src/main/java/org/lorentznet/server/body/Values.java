package org.lorentznet.server.body;

import java.util.Arrays;

/** Numbers that become more. */
final class Values {
  private double[] values = new double[64];
  private int size;

  int size() {
    return size;
  }

  double get(int i) {
    return values[i];
  }

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void clear() {
    size = 0;
  }

  double[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
