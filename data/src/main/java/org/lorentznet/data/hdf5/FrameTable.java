package org.lorentznet.data.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.pickle.Pickle;

/**
 * Where the columns of a pandas frame lie in the rows of the PyTables table it was stored as.
 * Columns of one type lie together in a member {@code values_block_N}; their names are a pickled
 * list in the attribute {@code values_block_N_kind}.
 *
 * @param columns by name, in the table's order
 */
record FrameTable(Map<String, FrameColumn> columns) {
  /**
   * A column.
   *
   * @param offset byte of its value in a row
   */
  record FrameColumn(int offset, ElementType type) {}

  /** The columns of a table; empty where the data set is no such table. */
  static Optional<FrameTable> of(Dataset dataset) {
    if (!(dataset.getDataType() instanceof CompoundDataType rows)) {
      return Optional.empty();
    }
    Map<String, FrameColumn> columns = new LinkedHashMap<>();
    for (CompoundDataMember member : rows.getMembers()) {
      List<?> names = names(dataset, member.getName());
      DataType type = member.getDataType();
      if (type instanceof ArrayDataType array) {
        type = array.getBaseType();
      }
      ElementType element = Hdf5File.elementType(type).orElse(null);
      if (element == null || member.getName().equals("index")) {
        continue;
      }
      int size = member.getDataType().getSize();
      for (int i = 0; i < names.size() && (i + 1) * element.bytes() <= size; i++) {
        int offset = member.getOffset() + i * element.bytes();
        if (offset >= 0 && offset + element.bytes() <= dataset.getDataType().getSize()) {
          columns.put(String.valueOf(names.get(i)), new FrameColumn(offset, element));
        }
      }
    }
    return Optional.of(new FrameTable(columns));
  }

  private static List<?> names(Dataset dataset, String member) {
    Attribute kind = dataset.getAttribute(member + "_kind");
    if (kind == null || !(kind.getData() instanceof String pickled)) {
      return List.of(member);
    }
    byte[] bytes = pickled.getBytes(StandardCharsets.UTF_8);
    // Of an index or a single column the attribute is a plain word such as "integer".
    if (!pickled.startsWith("(lp")) {
      return List.of(member);
    }
    return Pickle.readPlain(bytes) instanceof List<?> names ? names : List.of(member);
  }
}
