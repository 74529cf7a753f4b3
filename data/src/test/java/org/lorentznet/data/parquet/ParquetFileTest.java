package org.lorentznet.data.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.parquet.ParquetWriter.Field;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.data.table.TableColumn;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.Column;

class ParquetFileTest {
  @TempDir Path folder;

  private static Field list(String name) {
    return new Field(new TableColumn(name, NumberType.FLOAT64), true);
  }

  private Path write(List<Field> fields, int rows, List<Column> values, int[] offsets) {
    Path file = folder.resolve("a.parquet");
    try (ParquetWriter writer = new ParquetWriter(new FileReplacement(file), fields, Map.of())) {
      writer.write(rows, values, offsets);
      writer.commit();
    }
    return file;
  }

  @Test
  void emptyListsAmongOthers() {
    int[] offsets = {0, 0, 3, 3, 3, 4, 4};
    Column values = new Column.Doubles(new double[] {1, 2, 3, 4});
    Path file = write(List.of(list("a")), 6, List.of(values), offsets);
    for (int step = 1; step <= 6; step++) {
      try (ParquetTable table = ParquetTable.open(ReadableFile.of(file))) {
        ParquetTable.Rows rows = table.read(List.of("a"));
        for (int row = 0; row < 6; row += step) {
          int count = Math.min(step, 6 - row);
          rows.next(count);
          int[] expected = new int[count + 1];
          for (int r = 0; r <= count; r++) {
            expected[r] = offsets[row + r] - offsets[row];
          }
          assertThat(rows.offsets("a")).isEqualTo(expected);
          assertThat(rows.values("a")).extracting(Column::size).isEqualTo(expected[count]);
          if (expected[count] > 0) {
            assertThat(rows.values("a").asDouble(0)).isEqualTo(offsets[row] + 1);
          }
        }
      }
    }
  }

  @Test
  void emptyJetIsNumbered() {
    Column values = new Column.Doubles(new double[] {5, 6});
    Path file =
        write(
            List.of(list("E"), list("px"), list("py"), list("pz")),
            3,
            List.of(values, values, values, values),
            new int[] {0, 1, 1, 2});
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 1: is empty");
  }

  @Test
  void labelOutOfRangeIsNumbered() {
    Column values = new Column.Doubles(new double[] {5, 6});
    Column labels = new Column.Longs(new long[] {1, -1});
    Path file =
        write(
            List.of(
                list("E"),
                list("px"),
                list("py"),
                list("pz"),
                new Field(new TableColumn("label", NumberType.INT32), false)),
            2,
            List.of(values, values, values, values, labels),
            new int[] {0, 1, 2});
    assertThatThrownBy(() -> JetFiles.open(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 1: has label -1");
  }

  @Test
  void columnOfScoresMustExist() {
    Path file =
        write(List.of(list("a")), 1, List.of(new Column.Doubles(new double[1])), new int[] {0, 1});
    try (ParquetTable table = ParquetTable.open(ReadableFile.of(file))) {
      assertThatThrownBy(() -> table.column("b"))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("no column 'b'; found: a");
    }
  }

  /** Unchecked, the content's own length would be written over the process's memory. */
  @Test
  void snappyLengthMustBeThePages() throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file("jets.parquet"));
    ThriftStruct header = ThriftStruct.read(MemorySegment.ofArray(bytes), 4);
    long claimed = header.number(2);
    bytes[(int) header.end()] ^= 0x40;
    Path file = Files.write(folder.resolve("a.parquet"), bytes);
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("column 'E'")
        .hasMessageContaining(
            "Snappy data of " + (claimed ^ 0x40) + " bytes, " + claimed + " expected");
  }

  @Test
  void sizesMustBeOfTheRightType() throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file("jets.parquet"));
    assertThat(bytes[6]).isEqualTo((byte) 0x15);
    bytes[6] = 0x14;
    Path file = Files.write(folder.resolve("a.parquet"), bytes);
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("field 2 is of type 4");
  }

  @Test
  void pageBeyondItsColumn() throws IOException {
    Path file = folder.resolve("a.parquet");
    double[] numbers = new double[5000];
    for (int i = 0; i < 300; i++) {
      numbers[i] = Math.sin(i);
    }
    Column values = new Column.Doubles(numbers);
    List<Field> fields = List.of(new Field(new TableColumn("a", NumberType.FLOAT64), false));
    try (ParquetWriter writer = new ParquetWriter(new FileReplacement(file), fields, Map.of())) {
      writer.write(5000, List.of(values), null);
      writer.commit();
    }
    byte[] bytes = Files.readAllBytes(file);
    // The header begins with two fields of a byte each, and a number for the uncompressed size;
    // the number for the compressed size, of two bytes here, follows a byte later.
    int at = 7;
    while (bytes[at] < 0) {
      at++;
    }
    bytes[at + 3] = 0x7f;
    long claimed = ThriftStruct.read(MemorySegment.ofArray(bytes), 4).number(3);
    assertThat(claimed).isBetween((long) bytes.length, 10_000L);
    Files.write(file, bytes);
    try (ParquetTable table = ParquetTable.open(ReadableFile.of(file))) {
      assertThatThrownBy(() -> table.column("a"))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("column 'a'")
          .hasMessageContaining("a page claims " + claimed + " bytes");
    }
  }

  @Test
  void pagesOfOurOwnHaveChecksums() throws IOException {
    Path file = folder.resolve("a.parquet");
    Column values = new Column.Longs(LongStream.range(0, 5000).map(i -> i * i).toArray());
    List<Field> fields = List.of(new Field(new TableColumn("a", NumberType.INT64), false));
    try (ParquetWriter writer = new ParquetWriter(new FileReplacement(file), fields, Map.of())) {
      writer.write(5000, List.of(values), null);
      writer.commit();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[60] ^= 1;
    Files.write(file, bytes);
    try (ParquetTable table = ParquetTable.open(ReadableFile.of(file))) {
      assertThatThrownBy(() -> table.column("a"))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("its checksum does not match");
    }
  }
}
