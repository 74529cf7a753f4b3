package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/** Numbers as processors know them. */
enum PlainNumber implements NumberCode {
  BOOL(1, NumberType.INT32),
  INT8(1, NumberType.INT32),
  UINT8(1, NumberType.INT32),
  INT16(2, NumberType.INT32),
  UINT16(2, NumberType.INT32),
  INT32(4, NumberType.INT32),
  UINT32(4, NumberType.INT64),
  INT64(8, NumberType.INT64),
  /** Keeps its bits. */
  UINT64(8, NumberType.INT64),
  FLOAT32(4, NumberType.FLOAT32),
  FLOAT64(8, NumberType.FLOAT64),
  /** In single precision on disk, in double in memory. */
  DOUBLE32(4, NumberType.FLOAT64);

  private final int bytes;
  private final NumberType type;

  PlainNumber(int bytes, NumberType type) {
    this.bytes = bytes;
    this.type = type;
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public NumberType type() {
    return type;
  }

  @Override
  public void decode(ByteBuffer from, int at, int count, Column to, int first) {
    switch (to) {
      case Column.Floats(float[] values) -> floats(from, at, count, values, first);
      case Column.Doubles(double[] values) -> doubles(from, at, count, values, first);
      case Column.Longs(long[] values) -> longs(from, at, count, values, first);
    }
  }

  private static void floats(ByteBuffer from, int at, int count, float[] to, int first) {
    for (int i = 0; i < count; i++) {
      to[first + i] = from.getFloat(at + 4 * i);
    }
  }

  private void doubles(ByteBuffer from, int at, int count, double[] to, int first) {
    for (int i = 0; i < count; i++) {
      to[first + i] = this == DOUBLE32 ? from.getFloat(at + 4 * i) : from.getDouble(at + 8 * i);
    }
  }

  private void longs(ByteBuffer from, int at, int count, long[] to, int first) {
    for (int i = 0; i < count; i++) {
      int place = at + i * bytes;
      to[first + i] =
          switch (this) {
            case BOOL -> from.get(place) == 0 ? 0 : 1;
            case INT8 -> from.get(place);
            case UINT8 -> Byte.toUnsignedLong(from.get(place));
            case INT16 -> from.getShort(place);
            case UINT16 -> Short.toUnsignedLong(from.getShort(place));
            case INT32 -> from.getInt(place);
            case UINT32 -> Integer.toUnsignedLong(from.getInt(place));
            default -> from.getLong(place);
          };
    }
  }
}
