package org.lorentznet.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.json.Json;
import org.lorentznet.model.Safetensors.ElementType;

/**
 * Collects named arrays and writes them as a safetensors file. The same arrays added in the same
 * order give the same bytes. Arrays are not copied: they must not change before {@link #write}.
 */
public final class SafetensorsWriter {
  private static final int CHUNK_BYTES = 1 << 16;

  private record Array(String name, ElementType type, int[] shape, Object values) {
    long bytes() {
      long bytes = type.bytes();
      for (int extent : shape) {
        bytes = Math.multiplyExact(bytes, extent);
      }
      return bytes;
    }
  }

  private final Map<String, String> metadata;
  private final List<Array> arrays = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();

  /**
   * A file without arrays.
   *
   * @param metadata strings by key, written in that order; may be empty
   */
  public SafetensorsWriter(Map<String, String> metadata) {
    this.metadata = new LinkedHashMap<>(metadata);
  }

  /**
   * Adds an array in single precision.
   *
   * @param name of the array
   * @param shape extents, slowest first
   * @param values row-major, as many as the shape's product
   * @return this
   */
  public SafetensorsWriter add(String name, int[] shape, float[] values) {
    return add(new Array(name, ElementType.F32, shape.clone(), values), values.length);
  }

  /**
   * Adds an array in double precision.
   *
   * @param name of the array
   * @param shape extents, slowest first
   * @param values row-major, as many as the shape's product
   * @return this
   */
  public SafetensorsWriter add(String name, int[] shape, double[] values) {
    return add(new Array(name, ElementType.F64, shape.clone(), values), values.length);
  }

  private SafetensorsWriter add(Array array, int length) {
    if (array.name().equals(SafetensorsHeader.METADATA) || !names.add(array.name())) {
      throw new IllegalArgumentException("the name " + array.name() + " is taken");
    }
    if (array.bytes() != (long) length * array.type().bytes()) {
      throw new IllegalArgumentException(
          array.name() + " has " + length + " values for shape " + Arrays.toString(array.shape()));
    }
    arrays.add(array);
    return this;
  }

  /**
   * Writes the file, replacing an older one once it is whole.
   *
   * @param file to be written
   * @throws org.lorentznet.errors.UserException where that fails; an older file is then as it was
   */
  public void write(Path file) {
    FileReplacement.write(file, this::writeTo);
  }

  /**
   * Writes the bytes of the file.
   *
   * @param out left open
   * @throws java.io.IOException where that fails
   */
  public void writeTo(OutputStream out) throws IOException {
    // Wide elements first keeps every array aligned to its element, without gaps.
    List<Array> ordered = new ArrayList<>(arrays);
    ordered.sort(Comparator.comparingInt((Array array) -> -array.type().bytes()));
    byte[] header = header(ordered);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(chunk.putLong(header.length).array(), 0, Long.BYTES);
    out.write(header);
    for (Array array : ordered) {
      if (array.values() instanceof float[]) {
        writeFloats((float[]) array.values(), chunk, out);
      } else {
        writeDoubles((double[]) array.values(), chunk, out);
      }
    }
  }

  private byte[] header(List<Array> ordered) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      json.put(SafetensorsHeader.METADATA, metadata);
    }
    long at = 0;
    for (Array array : ordered) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", array.type().name());
      entry.put("shape", Arrays.stream(array.shape()).boxed().toList());
      entry.put("data_offsets", List.of(at, at + array.bytes()));
      at += array.bytes();
      json.put(array.name(), entry);
    }
    byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
    int padded = Math.floorDiv(text.length + Long.BYTES - 1, Long.BYTES) * Long.BYTES;
    byte[] header = Arrays.copyOf(text, padded);
    Arrays.fill(header, text.length, padded, (byte) ' ');
    return header;
  }

  private static void writeFloats(float[] values, ByteBuffer chunk, OutputStream out)
      throws IOException {
    int most = CHUNK_BYTES / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  private static void writeDoubles(double[] values, ByteBuffer chunk, OutputStream out)
      throws IOException {
    int most = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      chunk.clear().asDoubleBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }
}
