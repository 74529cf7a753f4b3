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

  /** So many numbers are worth a view of their bytes. */
  private static final int AT_ONCE = 32;

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
    if (count < AT_ONCE) {
      for (int i = 0; i < count; i++) {
        to[first + i] = from.getFloat(at + 4 * i);
      }
    } else {
      from.slice(at, 4 * count).asFloatBuffer().get(to, first, count);
    }
  }

  private void doubles(ByteBuffer from, int at, int count, double[] to, int first) {
    if (this == DOUBLE32) {
      for (int i = 0; i < count; i++) {
        to[first + i] = from.getFloat(at + 4 * i);
      }
    } else {
      from.slice(at, 8 * count).asDoubleBuffer().get(to, first, count);
    }
  }

  private void longs(ByteBuffer from, int at, int count, long[] to, int first) {
    switch (this) {
      case INT32 -> {
        for (int i = 0; i < count; i++) {
          to[first + i] = from.getInt(at + 4 * i);
        }
      }
      case INT64, UINT64 -> from.slice(at, 8 * count).asLongBuffer().get(to, first, count);
      default -> {
        for (int i = 0; i < count; i++) {
          to[first + i] = small(from, at + i * bytes);
        }
      }
    }
  }

  private long small(ByteBuffer from, int at) {
    return switch (this) {
      case BOOL -> from.get(at) == 0 ? 0 : 1;
      case INT8 -> from.get(at);
      case UINT8 -> Byte.toUnsignedLong(from.get(at));
      case INT16 -> from.getShort(at);
      case UINT16 -> Short.toUnsignedLong(from.getShort(at));
      default -> Integer.toUnsignedLong(from.getInt(at));
    };
  }
}
