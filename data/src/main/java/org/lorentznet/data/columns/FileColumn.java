package org.lorentznet.data.columns;

import java.util.List;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.table.NumberType;

/**
 * A column of a file, known before any row is read.
 *
 * <p>A row of it is a number (no shape), an array of numbers (a shape, e.g. {@code [128, 4]}), or a
 * list of as many entries as that row has ({@code ragged}), each of them a number or an array of
 * the shape.
 *
 * @param name as users write it; a path such as {@code group/name} where the format has groups
 * @param rows number of rows
 * @param type how the values come: {@link NumberType#FLOAT32} as {@link
 *     org.lorentznet.jet.Column.Floats}, {@link NumberType#FLOAT64} as {@link
 *     org.lorentznet.jet.Column.Doubles}, integers of any width as {@link
 *     org.lorentznet.jet.Column.Longs}. Booleans are integers, 0 and 1; unsigned 64-bit integers
 *     keep their bits.
 * @param ragged whether each row is a list of its own length
 * @param shape of a row, or of each entry of its list; empty for single numbers
 */
public record FileColumn(
    String name, long rows, NumberType type, boolean ragged, List<Integer> shape) {
  public FileColumn {
    shape = List.copyOf(shape);
    if (rows < 0 || shape.stream().anyMatch(size -> size < 0)) {
      throw new IllegalArgumentException(name + ": " + rows + " rows of the shape " + shape);
    }
  }

  /** A column with one number a row. */
  public static FileColumn ofNumbers(String name, long rows, NumberType type) {
    return new FileColumn(name, rows, type, false, List.of());
  }

  /** A column with a list of numbers a row. */
  public static FileColumn ofLists(String name, long rows, NumberType type) {
    return new FileColumn(name, rows, type, true, List.of());
  }

  /** The type that holds numbers which lie so in the file. */
  public static NumberType typeOf(ElementType element) {
    if (element.kind() == ElementType.Kind.FLOAT) {
      return element.bytes() == Double.BYTES ? NumberType.FLOAT64 : NumberType.FLOAT32;
    }
    int bits = element.bytes() * Byte.SIZE - (element.kind() == ElementType.Kind.SIGNED ? 1 : 0);
    return bits < Integer.SIZE ? NumberType.INT32 : NumberType.INT64;
  }

  /** Numbers a row, or an entry of its list. */
  public int perEntry() {
    int numbers = 1;
    for (int size : shape) {
      numbers = Math.multiplyExact(numbers, size);
    }
    return numbers;
  }

  /** What a row holds, in words: {@code a number}, {@code a list}, {@code an array of (30, 4)}. */
  public String rowText() {
    String sizes = shape.toString();
    String array = "of (" + sizes.substring(1, sizes.length() - 1) + ")";
    if (ragged) {
      return shape.isEmpty() ? "a list" : "a list " + array;
    }
    return shape.isEmpty() ? "a number" : "an array " + array;
  }
}
