package org.lorentznet.data.root;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.lorentznet.data.columns.ColumnSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.jet.Column;

/** What a column holds, in a line: the one that {@code make_root_samples.py} writes. */
final class ColumnDigest {
  private final CRC32 counts = new CRC32();
  private final CRC32 numbers = new CRC32();
  private long count;

  private ColumnDigest() {}

  /** The line of a column: name, type, list or array, shape, rows, numbers and their checksums. */
  static String of(ColumnSource source, FileColumn column) {
    ColumnDigest digest = new ColumnDigest();
    try (ColumnStream stream = source.open(List.of(column.name()))) {
      for (RowBlock block = stream.next(); block != null; block = stream.next()) {
        digest.add(block.columns().get(column.name()));
      }
    }
    String shape = column.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
    return "%s %s %s %s %d %d %08x %08x"
        .formatted(
            column.name(),
            column.type(),
            column.ragged() ? "list" : "array",
            shape.isEmpty() ? "-" : shape,
            column.rows(),
            digest.count,
            digest.counts.getValue(),
            digest.numbers.getValue());
  }

  private void add(RowValues values) {
    int[] offsets = values.offsets();
    ByteBuffer lengths = buffer(values.rows(), Integer.BYTES);
    for (int row = 0; row < values.rows(); row++) {
      lengths.putInt(offsets[row + 1] - offsets[row]);
    }
    counts.update(lengths.flip());
    numbers.update(bytes(values.values()));
    count += values.values().size();
  }

  private static ByteBuffer bytes(Column column) {
    return switch (column) {
      case Column.Floats(float[] values) -> {
        ByteBuffer bytes = buffer(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        yield bytes;
      }
      case Column.Doubles(double[] values) -> {
        ByteBuffer bytes = buffer(values.length, Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        yield bytes;
      }
      case Column.Longs(long[] values) -> {
        ByteBuffer bytes = buffer(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        yield bytes;
      }
    };
  }

  private static ByteBuffer buffer(int count, int bytesEach) {
    return ByteBuffer.allocate(count * bytesEach).order(ByteOrder.LITTLE_ENDIAN);
  }
}
