package org.lorentznet.data.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.jet.Column;

/**
 * Where the columns of a data set lie in its rows: the numbers of a plain data set are one column,
 * those of a compound data set one for each member, those of a pandas frame ({@link FrameTable})
 * one for each column of the frame.
 */
final class TableColumns {
  /**
   * A column: {@code repeats} times {@code length} numbers a row.
   *
   * @param offset byte of the first number in a row
   * @param stride bytes from one repeat to the next
   * @param shape (repeats..., length...) as the file has it
   */
  record Place(
      int offset, int repeats, int stride, int length, List<Integer> shape, ElementType type) {

    /** The values of some rows that lie end to end. */
    Column values(ByteBuffer rows, int count, int rowBytes) {
      int step = type.bytes();
      if (repeats * stride == rowBytes && length == 1) {
        return type.column(rows, offset, stride, count * repeats);
      }
      if (repeats == 1 && length == 1) {
        return type.column(rows, offset, rowBytes, count);
      }
      int numbers = Math.multiplyExact(count * repeats, length);
      ByteBuffer packed = ByteBuffer.allocate(Math.multiplyExact(numbers, step));
      for (int row = 0; row < count; row++) {
        for (int i = 0; i < repeats; i++) {
          int at = row * rowBytes + i * stride + offset;
          packed.put((row * repeats + i) * length * step, rows, at, length * step);
        }
      }
      return type.column(packed, 0, step, numbers);
    }
  }

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, String> others = new LinkedHashMap<>();

  private TableColumns() {}

  /**
   * The columns of a data set of one dimension or more.
   *
   * @param path the data set's, which names the column of plain numbers, and goes before the
   *     members' names; empty where the data set itself was chosen
   */
  static TableColumns of(String path, Dataset dataset) {
    TableColumns columns = new TableColumns();
    long[] dimensions = dataset.getDimensionsAsLong();
    List<Integer> outer =
        Arrays.stream(dimensions).skip(1).mapToObj(size -> Math.toIntExact(size)).toList();
    if (!(dataset.getDataType() instanceof CompoundDataType compound)) {
      columns.add(path, 0, compoundSize(dataset), outer, dataset.getDataType());
      return columns;
    }
    String prefix = path.isEmpty() ? "" : path + "/";
    Optional<FrameTable> frame = FrameTable.of(dataset).filter(table -> isFrame(dataset));
    if (frame.isPresent() && outer.isEmpty()) {
      frame
          .get()
          .columns()
          .forEach((name, column) ->
              columns.places.put(
                  prefix + name, new Place(column.offset(), 1, 1, 1, List.of(), column.type())));
      return columns;
    }
    for (CompoundDataMember member : compound.getMembers()) {
      columns.add(
          prefix + member.getName(),
          member.getOffset(),
          compoundSize(dataset),
          outer,
          member.getDataType());
    }
    return columns;
  }

  private static boolean isFrame(Dataset dataset) {
    return dataset.getAttributes().keySet().stream()
        .anyMatch(name -> name.startsWith("values_block_"));
  }

  private static int compoundSize(Dataset dataset) {
    return dataset.getDataType().getSize();
  }

  private void add(String name, int offset, int stride, List<Integer> outer, DataType type) {
    List<Integer> shape = new ArrayList<>(outer);
    DataType base = type;
    int length = 1;
    if (type instanceof ArrayDataType array) {
      base = array.getBaseType();
      // Numbers in all: of several dimensions jHDF 0.13 gives the first alone.
      length = type.getSize() / Math.max(1, base.getSize());
      shape.add(length);
    }
    Optional<ElementType> element = Hdf5File.elementType(base);
    if (element.isEmpty()) {
      others.put(name, "text or of another type");
      return;
    }
    int repeats = 1;
    for (int size : outer) {
      repeats = Math.multiplyExact(repeats, size);
    }
    if (offset < 0 || offset + (long) length * element.get().bytes() > stride) {
      throw new IllegalArgumentException("member " + name + " lies outside its row");
    }
    places.put(name, new Place(offset, repeats, stride, length, shape, element.get()));
  }

  /** Columns by name, in the data set's order. */
  Map<String, Place> places() {
    return places;
  }

  /** What the members that hold no numbers hold, in words, by name. */
  Map<String, String> others() {
    return others;
  }
}
