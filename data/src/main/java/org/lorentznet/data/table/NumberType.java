package org.lorentznet.data.table;

import org.lorentznet.jet.Column;

/** How the numbers of a column are stored. */
public enum NumberType {
  INT32,
  INT64,
  FLOAT32,
  FLOAT64;

  /** The type that stores values as they are. */
  public static NumberType of(Column values) {
    return switch (values) {
      case Column.Floats floats -> FLOAT32;
      case Column.Doubles doubles -> FLOAT64;
      case Column.Longs longs -> INT64;
    };
  }
}
