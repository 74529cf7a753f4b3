package org.lorentznet.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.files.FileReplacement;

/**
 * The contents of a safetensors file: named arrays and a map of strings. The format is 8 bytes of
 * little-endian header length, a JSON header, and the arrays end to end, little-endian, row-major.
 *
 * <p>The header is checked whole before any array is read: what it says must fit the file exactly,
 * and memory never exceeds a small multiple of the bytes that are there.
 */
public final class Safetensors {
  /** Kinds of array elements, with their size in bytes. */
  public enum ElementType {
    /** Truth values, 0 or 1. */
    BOOL(1),
    /** Whole numbers from 0 to 255. */
    U8(1),
    /** Whole numbers of 8 bits, signed. */
    I8(1),
    /** Whole numbers of 16 bits, unsigned. */
    U16(2),
    /** Whole numbers of 16 bits, signed. */
    I16(2),
    /** Half precision, IEEE 754. */
    F16(2),
    /** The upper half of single precision. */
    BF16(2),
    /** Whole numbers of 32 bits, unsigned. */
    U32(4),
    /** Whole numbers of 32 bits, signed. */
    I32(4),
    /** Single precision, IEEE 754. */
    F32(4),
    /** Whole numbers of 64 bits, unsigned. */
    U64(8),
    /** Whole numbers of 64 bits, signed. */
    I64(8),
    /** Double precision, IEEE 754. */
    F64(8);

    private final int bytes;

    ElementType(int bytes) {
      this.bytes = bytes;
    }

    /** {@return the size of an element in bytes} */
    public int bytes() {
      return bytes;
    }
  }

  private final String source;
  private final SafetensorsHeader header;
  private final byte[] data;

  private Safetensors(String source, SafetensorsHeader header, byte[] data) {
    this.source = source;
    this.header = header;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @param file to be read
   * @return its contents
   * @throws FileFormatException where it is missing, unreadable, or not a whole safetensors file
   */
  public static Safetensors read(Path file) {
    if (Files.isDirectory(file)) {
      throw new FileFormatException(file, "is a folder, a file expected");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new FileFormatException(file, FileReplacement.reason(e), e);
    }
  }

  /**
   * Reads a stream to its end, and leaves it open.
   *
   * @param in the bytes of a file
   * @param source what to call it in messages
   * @return its contents
   * @throws FileFormatException where it is not a whole safetensors file
   */
  public static Safetensors read(InputStream in, String source) {
    try {
      SafetensorsHeader header = SafetensorsHeader.parse(headerText(in, source), source);
      byte[] data = in.readNBytes(header.dataBytes());
      if (data.length < header.dataBytes()) {
        throw new FileFormatException(
            source,
            "truncated: the header announces "
                + header.dataBytes()
                + " bytes of arrays, found "
                + data.length);
      }
      if (in.read() >= 0) {
        throw new FileFormatException(
            source,
            "not a safetensors file: bytes follow the " + header.dataBytes() + " of its arrays");
      }
      return new Safetensors(source, header, data);
    } catch (IOException e) {
      throw new FileFormatException(source, FileReplacement.reason(e), e);
    }
  }

  private static String headerText(InputStream in, String source) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw new FileFormatException(
          source, "not a safetensors file: only " + prefix.length + " bytes long");
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > SafetensorsHeader.MAX_BYTES) {
      throw new FileFormatException(
          source,
          "not a safetensors file: it begins with a header length of "
              + Long.toUnsignedString(length));
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new FileFormatException(
          source,
          "truncated, or not a safetensors file: a header of "
              + length
              + " bytes announced, found "
              + text.length);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new FileFormatException(
          source, "not a safetensors file: its header is not UTF-8 text", e);
    }
  }

  /** {@return what the contents are called in messages: the file as the user named it} */
  public String source() {
    return source;
  }

  /** {@return the strings under {@code __metadata__}; empty where there are none} */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /** {@return the names of the arrays, in the header's order} */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.arrays().keySet());
  }

  /**
   * {@return an array's element type}
   *
   * @param name of the array
   */
  public ElementType type(String name) {
    return array(name).type();
  }

  /**
   * {@return an array's shape; empty for a single value}
   *
   * @param name of the array
   */
  public int[] shape(String name) {
    return array(name).shape().clone();
  }

  /** {@return the number of bytes of all arrays} */
  public int dataBytes() {
    return data.length;
  }

  /**
   * {@return the values of an F32 array}
   *
   * @param name of the array
   * @throws FileFormatException where there is none of that name and type
   */
  public float[] floats(String name) {
    ByteBuffer bytes = bytes(name, ElementType.F32);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /**
   * {@return the values of an F64 or F32 array}
   *
   * @param name of the array
   * @throws FileFormatException where there is none of that name and type
   */
  public double[] doubles(String name) {
    ByteBuffer bytes = bytes(name, ElementType.F64, ElementType.F32);
    if (type(name) == ElementType.F32) {
      float[] narrow = floats(name);
      double[] values = new double[narrow.length];
      for (int i = 0; i < narrow.length; i++) {
        values[i] = narrow[i];
      }
      return values;
    }
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  /**
   * {@return the values of an I64, I32 or U8 array}
   *
   * @param name of the array
   * @throws FileFormatException where there is none of that name and type
   */
  public long[] longs(String name) {
    ByteBuffer bytes = bytes(name, ElementType.I64, ElementType.I32, ElementType.U8);
    ElementType type = type(name);
    long[] values = new long[bytes.remaining() / type.bytes()];
    for (int i = 0; i < values.length; i++) {
      switch (type) {
        case I64 -> values[i] = bytes.getLong();
        case I32 -> values[i] = bytes.getInt();
        default -> values[i] = Byte.toUnsignedLong(bytes.get());
      }
    }
    return values;
  }

  private ByteBuffer bytes(String name, ElementType... expected) {
    SafetensorsHeader.Array array = array(name);
    if (!Arrays.asList(expected).contains(array.type())) {
      throw new FileFormatException(
          source,
          "tensor "
              + name
              + " is "
              + array.type()
              + ", expected "
              + String.join(" or ", Arrays.stream(expected).map(Enum::name).toList()));
    }
    return ByteBuffer.wrap(data, array.from(), array.to() - array.from())
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private SafetensorsHeader.Array array(String name) {
    SafetensorsHeader.Array array = header.arrays().get(name);
    if (array == null) {
      throw new FileFormatException(source, "tensor " + name + " is missing");
    }
    return array;
  }
}
