package org.lorentznet.data.parquet;

import org.lorentznet.data.table.NumberType;

/**
 * A column of numbers in the schema.
 *
 * @param index its place among all leaves, in whose order row groups have their columns
 * @param physical how a number is stored
 * @param unsigned whether integers are
 * @param list whether each row is a list
 * @param levels the highest definition level: that of a number that is there
 * @param listLevels the definition level from which a row's list has an entry; 0 without lists
 */
record Leaf(
    int index, Physical physical, boolean unsigned, boolean list, int levels, int listLevels) {
  /** How numbers are stored, of those ways that can be read. */
  enum Physical {
    BOOLEAN(0, 1),
    INT32(1, Integer.BYTES),
    INT64(2, Long.BYTES),
    FLOAT(4, Float.BYTES),
    DOUBLE(5, Double.BYTES),
    HALF(7, Short.BYTES);

    private final int number;
    private final int bytes;

    Physical(int number, int bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    /** The format's number for it. */
    int number() {
      return number;
    }

    /** Bytes of a number; of a truth value, one bit is stored. */
    int bytes() {
      return bytes;
    }
  }

  /** How values come. */
  NumberType numberType() {
    return switch (physical) {
      case FLOAT, HALF -> NumberType.FLOAT32;
      case DOUBLE -> NumberType.FLOAT64;
      case BOOLEAN -> NumberType.INT32;
      case INT32 -> unsigned ? NumberType.INT64 : NumberType.INT32;
      case INT64 -> NumberType.INT64;
    };
  }
}
