package org.lorentznet.data.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lorentznet.jet.Column;
import org.lorentznet.jet.Jets.Precision;

/**
 * How a number lies in bytes.
 *
 * @param bytes 1, 2, 4 or 8 for integers; 2, 4 or 8 for floating point
 */
public record ElementType(Kind kind, int bytes, ByteOrder order) {
  /** What the bytes mean. */
  public enum Kind {
    FLOAT,
    SIGNED,
    UNSIGNED
  }

  public ElementType {
    boolean known = bytes == 2 || bytes == 4 || bytes == 8 || (bytes == 1 && kind != Kind.FLOAT);
    if (!known) {
      throw new IllegalArgumentException("no " + kind + " number has " + bytes + " bytes");
    }
  }

  /** The precision four-momenta of this type have. */
  public Precision precision() {
    return kind == Kind.FLOAT && bytes <= 4 ? Precision.FLOAT32 : Precision.FLOAT64;
  }

  /** The number at a byte, as a double. */
  public double asDouble(ByteBuffer from, int at) {
    if (kind == Kind.FLOAT) {
      return switch (bytes) {
        case 2 -> Float.float16ToFloat(from.getShort(at));
        case 4 -> from.getFloat(at);
        default -> from.getDouble(at);
      };
    }
    return asLong(from, at);
  }

  /** The integer at a byte. */
  public long asLong(ByteBuffer from, int at) {
    boolean signed = kind == Kind.SIGNED;
    return switch (bytes) {
      case 1 -> signed ? from.get(at) : Byte.toUnsignedLong(from.get(at));
      case 2 -> signed ? from.getShort(at) : Short.toUnsignedLong(from.getShort(at));
      case 4 -> signed ? from.getInt(at) : Integer.toUnsignedLong(from.getInt(at));
      default -> from.getLong(at);
    };
  }

  /**
   * Numbers at equal distances.
   *
   * @param from in any byte order
   * @param first byte of the first
   * @param stride bytes from one to the next
   */
  public Column column(ByteBuffer from, int first, int stride, int count) {
    ByteBuffer rows = view(from);
    if (kind != Kind.FLOAT) {
      long[] values = new long[count];
      for (int i = 0; i < count; i++) {
        values[i] = asLong(rows, first + i * stride);
      }
      return new Column.Longs(values);
    }
    if (bytes == 8) {
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = rows.getDouble(first + i * stride);
      }
      return new Column.Doubles(values);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) asDouble(rows, first + i * stride);
    }
    return new Column.Floats(values);
  }

  /** The same bytes, to read numbers of this type from. */
  public ByteBuffer view(ByteBuffer bytes) {
    return bytes.duplicate().order(order);
  }
}
