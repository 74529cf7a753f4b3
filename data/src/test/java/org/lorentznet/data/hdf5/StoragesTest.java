package org.lorentznet.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** Every filter, type and kind of storage gives the same numbers; h5py and PyTables wrote them. */
class StoragesTest {
  private static final ReadableFile FILTERS = ReadableFile.of(Samples.file("filters.h5"));

  @TempDir Path folder;

  private static double[] numbers(ReadableFile file, String path) {
    try (Hdf5File hdf = Hdf5File.open(file)) {
      Dataset dataset = hdf.dataset(path.split("/", -1)).orElseThrow();
      DatasetRows rows = new DatasetRows(hdf, dataset);
      ElementType type = Hdf5File.elementType(dataset.getDataType()).orElseThrow();
      int perRow = DatasetRows.rowBytes(file, dataset) / type.bytes();
      int count = (int) rows.rows();
      double[] numbers = new double[count * perRow];
      // Two unequal parts, so that one of them ends within a chunk.
      int first = count / 3;
      int at = 0;
      for (int part : new int[] {first, count - first}) {
        Column column = type.column(rows.next(part), 0, type.bytes(), part * perRow);
        for (int i = 0; i < column.size(); i++) {
          numbers[at++] = column.asDouble(i);
        }
      }
      return numbers;
    }
  }

  static List<String> jets() {
    return names("jets");
  }

  static List<String> steps() {
    return names("steps");
  }

  private static List<String> names(String group) {
    try (HdfFile hdf = new HdfFile(FILTERS.path())) {
      List<String> names = List.copyOf(((Group) hdf.getChild(group)).getChildren().keySet());
      assertThat(names).hasSizeGreaterThan(29);
      return names;
    }
  }

  @ParameterizedTest
  @MethodSource("jets")
  void jetsThroughEveryFilter(String name) {
    double[] jets = numbers(FILTERS, "jets/" + name);
    // As h5py and numpy have it.
    assertThat(Arrays.stream(jets).sum()).isCloseTo(13512.219934913883, within(1e-9));
    assertThat(jets).hasSize(30 * 6 * 4).isEqualTo(numbers(FILTERS, "jets/gzip"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void severalBlocksThroughEveryFilter(String name) {
    double[] expected = new double[39_000];
    Arrays.setAll(expected, i -> i / 57 % 19 / 4.0);
    assertThat(numbers(FILTERS, "steps/" + name)).isEqualTo(expected);
  }

  /** Writers leave out a filter that does not make a chunk smaller. */
  @Test
  void chunksThatSkippedTheirFilters() {
    assertThat(numbers(FILTERS, "skipped")).isEqualTo(numbers(FILTERS, "jets/gzip"));
  }

  @Test
  void filterThatCannotBeUndone() {
    assertThatThrownBy(() -> numbers(FILTERS, "refused"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("data set /refused")
        .hasMessageContaining("blosc2")
        .hasMessageContaining("32026")
        .hasMessageContaining("supported are zlib (gzip), shuffle, checksums, lzf, blosc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "little-f2",
        "little-f4",
        "little-f8",
        "big-f2",
        "big-f4",
        "big-f8",
        "chunked",
        "unlimited",
        "compact"
      })
  void everyTypeAndStorage(String name) {
    requireCounts(numbers(ReadableFile.of(Samples.file("storages.h5")), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "single-gzip", "fixed", "fixed-gzip", "extensible", "tree"})
  void everyIndexOfChunks(String name) {
    requireCounts(numbers(ReadableFile.of(Samples.file("storages-v110.h5")), name));
  }

  private static void requireCounts(double[] numbers) {
    double[] expected = new double[11 * 5 * 3];
    Arrays.setAll(expected, i -> i / 8.0);
    assertThat(numbers).isEqualTo(expected);
  }

  @Test
  void whatWasNeverWritten() {
    ReadableFile file = ReadableFile.of(Samples.file("storages.h5"));
    double[] partly = numbers(file, "partly");
    for (int i = 0; i < 55; i++) {
      assertThat(partly[i]).isEqualTo(i / 5 >= 4 && i / 5 < 8 ? 1.5 : -2.5);
    }
    assertThat(numbers(file, "unwritten")).hasSize(11).containsOnly(0.25);
    assertThat(numbers(file, "truth")).startsWith(0, 1, 0, 1);
  }

  @Test
  void floatingPointOfAnotherKindIsNotTakenForHalfPrecision() {
    try (Hdf5File hdf = Hdf5File.open(ReadableFile.of(Samples.file("storages.h5")))) {
      assertThat(Hdf5File.elementType(hdf.dataset("odd").orElseThrow().getDataType())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"checksum, its checksum does not match", "blosc-zstd-bytes, the chunk at [0, 0, 0]"})
  void damagedChunkIsNamed(String name, String message) throws IOException {
    byte[] bytes = Files.readAllBytes(FILTERS.path());
    long at;
    try (Hdf5File hdf = Hdf5File.open(FILTERS)) {
      Dataset dataset = hdf.dataset("jets", name).orElseThrow();
      Chunks chunks = Chunks.of(hdf, (io.jhdf.api.dataset.ChunkedDataset) dataset);
      at = chunks.at(new long[3]).bytes().address() - hdf.bytes(0, 0).address();
    }
    bytes[(int) at + 40] ^= 1;
    Path file = Files.write(folder.resolve("damaged.h5"), bytes);
    assertThatThrownBy(() -> numbers(ReadableFile.of(file), "jets/" + name))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("data set /jets/" + name)
        .hasMessageContaining(message);
  }
}
