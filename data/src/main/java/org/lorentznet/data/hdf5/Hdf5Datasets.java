package org.lorentznet.data.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lorentznet.data.table.CollectedColumns;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.jet.Column;

/** Data sets as jHDF writes them: Java arrays of numbers, of as many dimensions. */
final class Hdf5Datasets {
  private static final int LONGEST_CHUNK = 1 << 14;
  private static final int CHUNK_ROWS = 128;

  private Hdf5Datasets() {}

  /**
   * Writes data sets under their names to a new file, compressed.
   *
   * @throws IOException as the file system gives it where it refuses
   */
  static void write(Path path, Map<String, Object> datasets) throws IOException {
    try (WritableHdfFile hdf = HdfFile.write(path)) {
      for (Map.Entry<String, Object> dataset : datasets.entrySet()) {
        int[] shape = shape(dataset.getValue());
        if (Arrays.stream(shape).anyMatch(size -> size == 0)) {
          hdf.putDataset(dataset.getKey(), dataset.getValue());
          continue;
        }
        int[] chunk = shape.clone();
        chunk[0] = Math.min(shape[0], shape.length == 1 ? LONGEST_CHUNK : CHUNK_ROWS);
        hdf.putDataset(
            dataset.getKey(),
            dataset.getValue(),
            DatasetCreationOptions.builder().chunkDimensions(chunk).shuffle().deflate(6).build());
      }
    } catch (RuntimeException e) {
      throw ofFileSystem(e);
    }
    requireWhole(path);
  }

  /** What the file system said: jHDF wraps it, in words that help nobody. */
  private static IOException ofFileSystem(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException said) {
        return said;
      }
    }
    return new IOException(e.getMessage(), e);
  }

  /** jHDF does not notice where a full disk takes a part of a header only. */
  private static void requireWhole(Path path) throws IOException {
    try (HdfFile hdf = new HdfFile(path)) {
      if (hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress() > Files.size(path)) {
        throw new IOException("the disk is full");
      }
    } catch (RuntimeException e) {
      throw new IOException("the disk is full, or fails", e);
    }
  }

  private static int[] shape(Object array) {
    List<Integer> shape = new ArrayList<>();
    Object inner = array;
    while (inner != null && inner.getClass().isArray()) {
      int length = Array.getLength(inner);
      shape.add(length);
      inner = length == 0 ? null : Array.get(inner, 0);
    }
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The values {@code from} to {@code to - 1}, zero padded, in an array of the column's type. */
  static Object row(Column column, int from, int to, int length) {
    return switch (column) {
      case Column.Floats(float[] values) ->
          Arrays.copyOf(Arrays.copyOfRange(values, from, to), length);
      case Column.Doubles(double[] values) ->
          Arrays.copyOf(Arrays.copyOfRange(values, from, to), length);
      case Column.Longs(long[] values) ->
          Arrays.copyOf(Arrays.copyOfRange(values, from, to), length);
    };
  }

  /** Rows of one type as a matrix. */
  static Object matrix(NumberType type, Object[] rows) {
    return switch (type) {
      case FLOAT32 -> Arrays.copyOf(rows, rows.length, float[][].class);
      case FLOAT64 -> Arrays.copyOf(rows, rows.length, double[][].class);
      case INT32, INT64 -> Arrays.copyOf(rows, rows.length, long[][].class);
    };
  }

  /** Column {@code c} as an array of its type. */
  static Object vector(NumberType type, CollectedColumns columns, int c) {
    return switch (type) {
      case INT64 -> columns.longs(c);
      case INT32 -> Arrays.stream(columns.longs(c)).mapToInt(Math::toIntExact).toArray();
      case FLOAT64 -> columns.doubles(c);
      case FLOAT32 ->
          columns.column(c) instanceof Column.Floats(float[] values) ? values : new float[0];
    };
  }
}
