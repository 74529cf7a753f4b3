package org.lorentznet.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Numbers in every type, list, encoding, compression and kind of page; pyarrow wrote them. */
class KindsTest {
  private static final int ROWS = 300;

  private static ParquetTable open(String name) {
    return ParquetTable.open(ReadableFile.of(Samples.file(name)));
  }

  /** Rows are read in steps that end within pages, within row groups, and beyond both. */
  @ParameterizedTest
  @CsvSource({
    "kinds-1.parquet, 300",
    "kinds-1.parquet, 37",
    "kinds-2.parquet, 300",
    "kinds-2.parquet, 1",
    "kinds-2.parquet, 150"
  })
  void everyKind(String name, int step) {
    try (ParquetTable table = open(name)) {
      assertThat(table.rows()).isEqualTo(ROWS);
      assertThat(table.columns()).hasSize(69);
      assertThat(table.others()).isEmpty();
      for (Map.Entry<String, Leaf> column : table.columns().entrySet()) {
        ParquetTable.Rows rows = table.read(List.of(column.getKey()));
        for (int row = 0; row < ROWS; row += step) {
          int count = Math.min(step, ROWS - row);
          rows.next(count);
          requireRows(column.getKey(), rows, row, count);
        }
      }
    }
  }

  private static void requireRows(String name, ParquetTable.Rows rows, int first, int count) {
    Column values = rows.values(name);
    List<Double> expected = new ArrayList<>();
    for (int row = first; row < first + count; row++) {
      if (name.endsWith("list") || name.equals("fixed")) {
        assertThat(rows.offsets(name)[row - first]).as(name).isEqualTo(expected.size());
      }
      int entries = name.endsWith("list") ? row % 5 : name.equals("fixed") ? 3 : 1;
      for (int j = 0; j < entries; j++) {
        int value = (row * 7 + (name.equals("fixed") ? 0 : j)) % 100;
        expected.add(
            switch (name) {
              case "extreme" -> (double) (row % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
              case "high" -> 4294967295.0;
              default -> name.startsWith("bool") ? value % 2 : (double) value;
            });
      }
    }
    assertThat(values.size()).as(name).isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(values.asDouble(i)).as(name).isEqualTo(expected.get(i));
    }
    Class<?> type =
        name.startsWith("double")
            ? Column.Doubles.class
            : name.startsWith("float") || name.startsWith("half") || name.equals("fixed")
                ? Column.Floats.class
                : Column.Longs.class;
    assertThat(values).as(name).isInstanceOf(type);
  }

  @Test
  void typesOfNumbers() {
    try (ParquetTable table = open("kinds-1.parquet")) {
      assertThat(table.columns().get("half PLAIN").numberType()).isEqualTo(NumberType.FLOAT32);
      assertThat(table.columns().get("int32 PLAIN").numberType()).isEqualTo(NumberType.INT32);
      assertThat(table.columns().get("uint32 PLAIN").numberType()).isEqualTo(NumberType.INT64);
    }
  }

  @Test
  void anyRowCanBeGoneTo() {
    try (ParquetTable table = open("kinds-1.parquet")) {
      assertThat(table.mostReadInVain()).isEqualTo(128);
      String name = "float DICTIONARY list";
      ParquetTable.Rows rows = table.read(List.of(name));
      for (int row : new int[] {299, 0, 128, 127, 3, 200}) {
        rows.seek(row);
        rows.next(1);
        requireRows(name, rows, row, 1);
      }
    }
  }

  @Test
  void columnsThatHoldNoNumbers() {
    try (ParquetTable table = open("kinds-others.parquet")) {
      assertThat(table.columns().keySet()).containsExactly("missing", "holes");
      assertThat(table.others())
          .isEqualTo(
              Map.of(
                  "record", "a record, or lists of lists or records",
                  "lists", "a record, or lists of lists or records",
                  "text", "text or of another type",
                  "decimal", "text or of another type"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "holes"})
  void missingNumbersAreNamed(String name) {
    try (ParquetTable table = open("kinds-others.parquet")) {
      ParquetTable.Rows rows = table.read(List.of(name));
      rows.next(100);
      assertThatThrownBy(() -> rows.next(100))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining(
              "column '" + name + "' has a missing value (null) in row 177, a number expected");
    }
  }

  @Test
  void compressionThatCannotBeUndone() {
    assertThatThrownBy(() -> Samples.blocks(JetFiles.open(Samples.file("brotli.parquet"))))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("column 'E': not supported: compression BROTLI");
  }
}
