package org.lorentznet.data.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.DatasetCreationOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ElementType;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.jet.Column;

class DatasetRowsTest {
  @TempDir Path folder;

  /** Chunks of every kind of fit: dividing the data set, sticking out, whole, single elements. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "7, 5, 3",
    "14, 10, 6",
    "3, 10, 2",
    "4, 4, 4",
    "14, 1, 6",
    "5, 3, 1",
    "13, 9, 5"
  })
  void everyChunkShape(int jets, int particles, int components) {
    double[][][] data = new double[14][10][6];
    for (int i = 0; i < 14 * 10 * 6; i++) {
      data[i / 60][i / 6 % 10][i % 6] = i + 0.25;
    }
    Path file = folder.resolve("a.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset(
          "a",
          data,
          DatasetCreationOptions.builder()
              .chunkDimensions(jets, particles, components)
              .shuffle()
              .deflate(1)
              .build());
    }
    for (int step : new int[] {1, 4, 14}) {
      try (Hdf5File hdf = Hdf5File.open(ReadableFile.of(file))) {
        Dataset dataset = hdf.dataset("a").orElseThrow();
        DatasetRows rows = new DatasetRows(hdf, dataset);
        ElementType type = Hdf5File.elementType(dataset.getDataType()).orElseThrow();
        for (int row = 0; row < 14; row += step) {
          int count = Math.min(step, 14 - row);
          Column found = type.column(rows.next(count), 0, 8, 60 * count);
          for (int i = 0; i < found.size(); i++) {
            assertThat(found.asDouble(i)).isEqualTo(60 * row + i + 0.25);
          }
        }
      }
    }
  }

  /** Files too large to be mapped as a whole go through jHDF's own access. */
  @ParameterizedTest
  @CsvSource({
    "top-reference.h5, table/table",
    "top-reference-contiguous.h5, table/table",
    "lgn.h5, Pmu",
    "lgn.h5, is_signal"
  })
  void mappedOrNot(String name, String path) {
    ReadableFile file = ReadableFile.of(Samples.file(name));
    assertThat(bytes(file, path, 0)).isEqualTo(bytes(file, path, Long.MAX_VALUE));
  }

  private static byte[] bytes(ReadableFile file, String path, long largestMapped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Hdf5File hdf = Hdf5File.open(file, largestMapped)) {
      DatasetRows rows = new DatasetRows(hdf, hdf.dataset(path.split("/", -1)).orElseThrow());
      for (long row = 0; row < rows.rows(); row += 5) {
        ByteBuffer next = rows.next((int) Math.min(5, rows.rows() - row));
        byte[] copy = new byte[next.remaining()];
        next.get(copy);
        bytes.writeBytes(copy);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void integersOfEverySize() throws Exception {
    Path file = folder.resolve("a.h5");
    Map<String, Object> datasets =
        Map.of(
            "bytes", new byte[] {-1, 2},
            "shorts", new short[] {-300, 2},
            "ints", new int[] {-70_000, 2},
            "longs", new long[] {Long.MIN_VALUE, 2});
    Hdf5Datasets.write(file, datasets);
    try (Hdf5File hdf = Hdf5File.open(ReadableFile.of(file))) {
      assertThat(hdf.vector("bytes").asDouble(0)).isEqualTo(-1);
      assertThat(hdf.vector("shorts").asDouble(0)).isEqualTo(-300);
      assertThat(hdf.vector("ints").asDouble(0)).isEqualTo(-70_000);
      assertThat(((Column.Longs) hdf.vector("longs")).values()).containsExactly(Long.MIN_VALUE, 2);
    }
  }
}
