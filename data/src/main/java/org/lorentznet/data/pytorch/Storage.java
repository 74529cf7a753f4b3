package org.lorentznet.data.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.lorentznet.data.pickle.Pickle.PickleException;

/** The numbers behind one or several tensors. */
final class Storage {
  /** The types of numbers that PyTorch stores, by the names of their classes. */
  enum Type {
    FLOAT("FloatStorage", 4),
    DOUBLE("DoubleStorage", 8),
    HALF("HalfStorage", 2),
    BFLOAT16("BFloat16Storage", 2),
    LONG("LongStorage", 8),
    INT("IntStorage", 4),
    SHORT("ShortStorage", 2),
    CHAR("CharStorage", 1),
    BYTE("ByteStorage", 1),
    BOOL("BoolStorage", 1);

    private final String pythonName;
    private final int bytes;

    Type(String pythonName, int bytes) {
      this.pythonName = pythonName;
      this.bytes = bytes;
    }

    String pythonName() {
      return pythonName;
    }

    int bytes() {
      return bytes;
    }

    /** The type of a class, e.g. {@code torch.FloatStorage}. */
    static Optional<Type> named(String qualified) {
      return Arrays.stream(values())
          .filter(type -> qualified.equals("torch." + type.pythonName))
          .findFirst();
    }
  }

  private final Type type;
  private final ByteBuffer numbers;

  Storage(Type type, byte[] bytes) {
    this.type = type;
    numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A tensor over these numbers.
   *
   * @param offset of its first number
   * @param strides numbers from one element to the next along each dimension
   */
  Tensor tensor(long offset, long[] sizes, long[] strides) {
    long available = numbers.capacity() / type.bytes();
    if (sizes.length != strides.length) {
      throw new PickleException(
          "a tensor has " + sizes.length + " sizes, " + strides.length + " strides");
    }
    long elements = 1;
    long last = offset;
    for (int d = 0; d < sizes.length; d++) {
      if (sizes[d] > available || strides[d] > available) {
        throw new PickleException("a tensor reaches beyond its numbers");
      }
      elements = Math.multiplyExact(elements, sizes[d]);
      last += Math.max(0, sizes[d] - 1) * strides[d];
    }
    // Elements may lie in any order but not on top of each other.
    if (elements > available || offset > available || (elements > 0 && last >= available)) {
      throw new PickleException("a tensor reaches beyond its numbers");
    }
    int[] shape = Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
    float[] values = new float[(int) elements];
    int[] index = new int[shape.length];
    long at = offset;
    for (int i = 0; i < values.length; i++) {
      values[i] = number((int) at);
      for (int d = shape.length - 1; d >= 0; d--) {
        at += strides[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= strides[d] * shape[d];
        index[d] = 0;
      }
    }
    return new Tensor(shape, values);
  }

  private float number(int i) {
    int at = i * type.bytes();
    return switch (type) {
      case FLOAT -> numbers.getFloat(at);
      case DOUBLE -> (float) numbers.getDouble(at);
      case HALF -> Float.float16ToFloat(numbers.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(numbers.getShort(at) << 16);
      case LONG -> numbers.getLong(at);
      case INT -> numbers.getInt(at);
      case SHORT -> numbers.getShort(at);
      case CHAR -> numbers.get(at);
      case BYTE, BOOL -> Byte.toUnsignedInt(numbers.get(at));
    };
  }
}
