package org.lorentznet.data.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.hdf5.Hdf5Columns;
import org.lorentznet.data.npz.NpzColumns;
import org.lorentznet.data.parquet.ParquetColumns;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Columns of HDF5, npz and Parquet, as {@code make_layouts.py} writes them. */
class ColumnsTest {
  private static final int ROWS = 11;

  private static ColumnSource source(String name) {
    return source(name, Optional.empty());
  }

  private static ColumnSource source(String name, Optional<String> table) {
    Path path = Samples.file("layouts/" + name);
    ReadableFile file = ReadableFile.of(path);
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".h5" -> new Hdf5Columns(file, table);
      case ".npz" -> new NpzColumns(file);
      default -> new ParquetColumns(file);
    };
  }

  private static FileColumn column(ColumnSource source, String name) {
    return source.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** All rows of some columns, and how many numbers each row has. */
  private static Map<String, RowValues> read(ColumnSource source, String... names) {
    Map<String, List<Column>> values = new LinkedHashMap<>();
    Map<String, List<Integer>> lengths = new LinkedHashMap<>();
    long rows = 0;
    try (ColumnStream stream = source.open(List.of(names))) {
      for (RowBlock block = stream.next(); block != null; block = stream.next()) {
        assertThat(block.first()).isEqualTo(rows);
        rows += block.rows();
        for (String name : names) {
          RowValues part = block.columns().get(name);
          values.computeIfAbsent(name, key -> new ArrayList<>()).add(part.values());
          for (int row = 0; row < part.rows(); row++) {
            lengths
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(part.offsets()[row + 1] - part.offsets()[row]);
          }
        }
      }
    }
    assertThat(rows).isEqualTo(ROWS);
    Map<String, RowValues> read = new LinkedHashMap<>();
    for (String name : names) {
      int[] offsets = new int[ROWS + 1];
      for (int row = 0; row < ROWS; row++) {
        offsets[row + 1] = offsets[row] + lengths.get(name).get(row);
      }
      read.put(name, new RowValues(Column.join(values.get(name)), offsets));
    }
    return read;
  }

  private static void assertValues(RowValues found, IntToDoubleFunction expected) {
    for (int i = 0; i < found.values().size(); i++) {
      assertThat(found.values().asDouble(i)).isEqualTo(expected.applyAsDouble(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns.h5", "columns.npz", "columns.parquet"})
  void numbersOfEveryType(String file) {
    ColumnSource source = source(file);
    assertThat(column(source, "f4"))
        .isEqualTo(FileColumn.ofNumbers("f4", ROWS, NumberType.FLOAT32));
    assertThat(column(source, "f8").type()).isEqualTo(NumberType.FLOAT64);
    assertThat(column(source, "i1").type()).isEqualTo(NumberType.INT32);
    assertThat(column(source, "flag").type()).isEqualTo(NumberType.INT32);
    assertThat(column(source, "u4").type()).isEqualTo(NumberType.INT64);
    assertThat(column(source, "i8").type()).isEqualTo(NumberType.INT64);
    Map<String, RowValues> read = read(source, "i8", "f8", "flag", "u4", "f4", "i1", "u1");
    assertValues(read.get("f4"), i -> i * 0.5);
    assertValues(read.get("f8"), i -> i / 3.0);
    assertValues(read.get("i1"), i -> i - 5);
    assertValues(read.get("u1"), i -> 250 + i % 5);
    assertValues(read.get("u4"), i -> 4294967295.0 - i);
    assertValues(read.get("flag"), i -> i % 3 == 0 ? 1 : 0);
    assertThat(((Column.Longs) read.get("i8").values()).values())
        .containsExactly(IntStream.range(0, ROWS).mapToLong(i -> (1L << 60) + i).toArray());
    assertThat(read.get("f4").values()).isInstanceOf(Column.Floats.class);
    assertThat(read.get("f8").values()).isInstanceOf(Column.Doubles.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"columns.h5", "columns.npz"})
  void arrays(String file) {
    ColumnSource source = source(file);
    FileColumn column = column(source, "array");
    assertThat(column.shape()).containsExactly(3, 4);
    assertThat(column.rowText()).isEqualTo("an array of (3, 4)");
    RowValues values = read(source, "array").get("array");
    assertValues(values, i -> i / 12 * 100 + i % 12 / 4 * 10 + i % 4);
    assertThat(values.offsets()[1]).isEqualTo(12);
    assertValues(read(source, "f2").get("f2"), i -> i * 0.25);
    assertThat(source.unreadable()).containsKey("single");
  }

  @Test
  void compoundTables() {
    ColumnSource source = source("columns.h5");
    assertThat(source.columns().stream().map(FileColumn::name))
        .contains("group/jets/pt", "group/jets/v", "group/inner/tracks/d0")
        .doesNotContain("group/jets/s", "names");
    assertThat(source.unreadable()).containsKeys("group/jets/s", "names");
    assertThat(column(source, "group/jets/v").shape()).containsExactly(6);
    assertThat(column(source, "group/inner/tracks/valid").shape()).containsExactly(5);
    Map<String, RowValues> read =
        read(source, "group/jets/v", "group/inner/tracks/d0", "group/jets/pt", "group/jets/ok");
    assertValues(read.get("group/jets/pt"), i -> i * 1.5);
    assertValues(read.get("group/jets/ok"), i -> i % 2);
    assertValues(read.get("group/jets/v"), i -> i / 6 * 100 + i % 6 / 3 * 10 + i % 3);
    assertValues(read.get("group/inner/tracks/d0"), i -> i / 5 + i % 5 / 8.0);
    Map<String, RowValues> tracks =
        read(source("columns.h5", Optional.of("group/inner")), "tracks/valid", "tracks/q");
    assertValues(tracks.get("tracks/valid"), i -> i % 5 < i / 5 % 6 ? 1 : 0);
    assertValues(tracks.get("tracks/q"), i -> -1);
    assertThatThrownBy(() -> source("columns.h5", Optional.of("absent")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("no group or data set 'absent'; found: array, f2");
  }

  @Test
  void pandasFrames() {
    ColumnSource frame =
        new Hdf5Columns(
            ReadableFile.of(Samples.file("top-reference.h5")), Optional.of("table/table"));
    assertThat(frame.columns().stream().map(FileColumn::name))
        .contains("E_0", "PZ_199", "truthE", "ttv", "is_signal_new");
    assertThat(column(frame, "E_0").type()).isEqualTo(NumberType.FLOAT32);
    assertThat(column(frame, "is_signal_new").type()).isEqualTo(NumberType.INT64);
  }

  @Test
  void listsOfParquet() {
    ColumnSource source = source("columns.parquet");
    assertThat(column(source, "lists"))
        .isEqualTo(FileColumn.ofLists("lists", ROWS, NumberType.FLOAT32));
    assertThat(source.unreadable())
        .containsEntry("text", "text or of another type")
        .containsEntry("record", "a record, or lists of lists or records")
        .containsEntry("deep", "a record, or lists of lists or records");
    Map<String, RowValues> read = read(source, "lists", "flags", "u4s");
    assertValues(read.get("lists"), i -> i);
    assertValues(read.get("flags"), i -> i % 2 == 0 ? 1 : 0);
    assertValues(read.get("u4s"), i -> 4294967295.0 - i);
    int[] lengths = IntStream.range(0, ROWS).map(i -> i % 4).toArray();
    int[] offsets = read.get("lists").offsets();
    assertThat(IntStream.range(0, ROWS).map(i -> offsets[i + 1] - offsets[i]).toArray())
        .containsExactly(lengths);
    assertThat(Arrays.stream(lengths).sum()).isEqualTo(read.get("lists").values().size());
  }
}
