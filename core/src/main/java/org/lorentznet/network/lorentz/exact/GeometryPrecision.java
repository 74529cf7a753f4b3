package org.lorentznet.network.lorentz.exact;

/** The precision in which four-vectors and their Minkowski products are computed. */
public enum GeometryPrecision {
  /** As the fast path does, and everything in this package unless told otherwise. */
  DOUBLE {
    @Override
    double round(double value) {
      return value;
    }
  },

  /**
   * Every step rounded to single precision, as in the published program: products of nearly
   * massless particles cancel there.
   */
  SINGLE {
    @Override
    double round(double value) {
      return (float) value;
    }
  };

  /** The nearest number of this precision. */
  abstract double round(double value);
}
