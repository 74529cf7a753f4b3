package org.lorentznet.data.npz;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ElementType.Kind;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;

/**
 * What precedes the numbers of an array (NumPy enhancement proposal 1, versions 1 to 3).
 *
 * @param type of the numbers; characters (UTF-32) are 4-byte unsigned integers
 * @param charactersPerElement 0 for numbers
 * @param fortranOrder whether the first index runs fastest
 */
record NpyHeader(
    ElementType type, int charactersPerElement, boolean fortranOrder, List<Long> shape) {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final int LONGEST = 1 << 16;
  private static final Pattern DESCRIPTION =
      Pattern.compile("'descr'\\s*:\\s*['\"]([<>=|])?([a-zA-Z?])(\\d*)['\"]");
  private static final Pattern ANY_DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*(.{0,40})");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  /**
   * Reads a header; the stream is left at the first number.
   *
   * @param source file and array, for messages
   */
  static NpyHeader read(Object source, InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] magic = data.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new FileFormatException(source, "not a NumPy array (its first bytes are others)");
    }
    int version = data.readUnsignedByte();
    data.readUnsignedByte();
    int length = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
    if (version >= 2) {
      length |= Short.toUnsignedInt(Short.reverseBytes(data.readShort())) << 16;
    }
    if (version < 1 || version > 3 || length < 0 || length > LONGEST) {
      throw new FileFormatException(source, "damaged NumPy header (version " + version + ")");
    }
    byte[] bytes = data.readNBytes(length);
    if (bytes.length < length) {
      throw new FileFormatException(source, "truncated within the NumPy header");
    }
    return parse(source, new String(bytes, StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(Object source, String header) {
    Matcher order = ORDER.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!order.find() || !shape.find()) {
      throw new FileFormatException(source, "damaged NumPy header");
    }
    Matcher description = DESCRIPTION.matcher(header);
    if (!description.find()) {
      Matcher any = ANY_DESCRIPTION.matcher(header);
      String found = any.find() ? any.group(1).strip() : "none";
      throw new FileFormatException(source, "holds " + found + ", plain numbers expected");
    }
    String sizes = shape.group(1).strip();
    List<Long> dimensions =
        Pattern.compile("\\d+")
            .matcher(sizes)
            .results()
            .map(size -> Long.valueOf(size.group()))
            .toList();
    boolean big = ">".equals(description.group(1));
    ByteOrder byteOrder = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    char kind = description.group(2).charAt(0);
    String digits = description.group(3);
    if (kind == 'O') {
      throw new FileFormatException(
          source,
          "holds Python objects (dtype object), which only Python can read, an array of numbers"
              + " expected");
    }
    int size = digits.isEmpty() ? 1 : Integer.parseInt(digits);
    boolean characters = kind == 'U';
    Kind elementKind =
        switch (kind) {
          case 'f' -> Kind.FLOAT;
          case 'i' -> Kind.SIGNED;
          case 'u', 'b', '?', 'U' -> Kind.UNSIGNED;
          default ->
              throw new FileFormatException(
                  source,
                  "holds values of type '"
                      + kind
                      + digits
                      + "', numbers (float, int, bool) expected");
        };
    boolean sizeFits = size == 2 || size == 4 || size == 8 || (size == 1 && kind != 'f');
    if (!characters && !sizeFits) {
      throw new FileFormatException(
          source, "holds values of type '" + kind + digits + "', 8 to 64 bits expected");
    }
    return new NpyHeader(
        new ElementType(elementKind, characters ? Integer.BYTES : size, byteOrder),
        characters ? size : 0,
        order.group(1).equals("True"),
        dimensions);
  }

  /** Number of elements. */
  long elements() {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  /** Bytes of all elements. */
  long bytes() {
    return Math.multiplyExact(
        elements(), (long) type.bytes() * (charactersPerElement == 0 ? 1 : charactersPerElement));
  }

  /** Rows along the first dimension. */
  long rows() {
    return shape.isEmpty() ? 1 : shape.getFirst();
  }

  /** Elements a row. */
  long perRow() {
    long elements = 1;
    for (int d = 1; d < shape.size(); d++) {
      elements = Math.multiplyExact(elements, shape.get(d));
    }
    return elements;
  }

  /** The array as a column. */
  FileColumn column(String name) {
    return new FileColumn(
        name,
        rows(),
        FileColumn.typeOf(type),
        false,
        shape.stream().skip(1).map(Math::toIntExact).toList());
  }

  /**
   * Checks that the array holds four numbers for each of a jet's particles.
   *
   * @param numbers what they are, for the message
   * @throws FileFormatException where its shape is another than (jets, particles, 4)
   */
  void requirePadded(ReadableFile file, String name, String numbers) {
    if (shape.size() != 3 || shape.get(1) < 1 || shape.get(2) != 4) {
      throw new FileFormatException(
          file,
          "array '"
              + name
              + "' has the shape "
              + shapeText()
              + ", (jets, particles, 4: "
              + numbers
              + ") expected");
    }
  }

  /** The shape as NumPy prints it. */
  String shapeText() {
    String sizes = shape.toString();
    return "(" + sizes.substring(1, sizes.length() - 1) + ")";
  }
}
