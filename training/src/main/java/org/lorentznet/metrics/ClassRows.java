package org.lorentznet.metrics;

import org.lorentznet.errors.MismatchException;

/** One finite number a jet and class. */
final class ClassRows {
  private final double[] doubles;
  private final float[] floats;
  private final int classes;

  private ClassRows(double[] doubles, float[] floats, int classes) {
    this.doubles = doubles;
    this.floats = floats;
    this.classes = classes;
    for (int i = 0; i < jets() * classes; i++) {
      JetChecks.requireFinite(i / classes, value(i / classes, i % classes));
    }
  }

  static ClassRows of(double[][] rows) {
    int classes = rows.length == 0 ? 2 : rows[0].length;
    requireClasses(classes);
    double[] values = new double[Math.multiplyExact(rows.length, classes)];
    for (int j = 0; j < rows.length; j++) {
      if (rows[j].length != classes) {
        throw new MismatchException(
            "jet 0 has scores for " + classes + " classes, jet " + j + " for " + rows[j].length);
      }
      System.arraycopy(rows[j], 0, values, j * classes, classes);
    }
    return new ClassRows(values, null, classes);
  }

  static ClassRows of(double[] values, int classes) {
    requireWholeRows(values.length, classes);
    return new ClassRows(values, null, classes);
  }

  static ClassRows of(float[] values, int classes) {
    requireWholeRows(values.length, classes);
    return new ClassRows(null, values, classes);
  }

  private static void requireWholeRows(int scores, int classes) {
    requireClasses(classes);
    if (scores % classes != 0) {
      throw new MismatchException(
          scores + " scores are not a whole number of jets with " + classes + " classes");
    }
  }

  private static void requireClasses(int classes) {
    if (classes < 2) {
      throw new BadScoresException(
          "scores for "
              + classes
              + " class; a tagger has 2 classes or more (one score a jet is a"
              + " signal score)");
    }
  }

  int jets() {
    return (doubles != null ? doubles.length : floats.length) / classes;
  }

  int classes() {
    return classes;
  }

  double value(int jet, int c) {
    int i = jet * classes + c;
    return doubles != null ? doubles[i] : floats[i];
  }

  int largest(int jet) {
    int largest = 0;
    for (int c = 1; c < classes; c++) {
      if (value(jet, c) > value(jet, largest)) {
        largest = c;
      }
    }
    return largest;
  }
}
