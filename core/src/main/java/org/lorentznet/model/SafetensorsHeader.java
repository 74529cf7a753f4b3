package org.lorentznet.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.json.Json;
import org.lorentznet.model.Safetensors.ElementType;

/**
 * The JSON header of a safetensors file.
 *
 * @param metadata strings by key
 * @param arrays where each array lies, in the header's order
 * @param dataBytes number of bytes of all arrays
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Array> arrays, int dataBytes) {
  /** Longest header the format allows. */
  static final int MAX_BYTES = 100_000_000;

  /** The header's key for the map of strings; no array may be named so. */
  static final String METADATA = "__metadata__";

  /**
   * An array's place.
   *
   * @param from first byte behind the header
   * @param to first byte behind the array
   */
  record Array(ElementType type, int[] shape, int from, int to) {}

  static SafetensorsHeader parse(String text, String source) {
    Map<String, Object> members;
    try {
      members = Json.parseObject(text);
    } catch (Json.SyntaxException e) {
      throw new FileFormatException(source, "not a safetensors file: " + e.getMessage(), e);
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Array> arrays = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (!(value instanceof Map)) {
        throw new FileFormatException(source, "header key '" + name + "' is not an object");
      }
      if (name.equals(METADATA)) {
        ((Map<?, ?>) value).forEach((k, v) -> metadata.put((String) k, text(v, k, source)));
      } else {
        arrays.put(name, array(name, (Map<?, ?>) value, source));
      }
    });
    return new SafetensorsHeader(
        Collections.unmodifiableMap(metadata),
        Collections.unmodifiableMap(arrays),
        requireEndToEnd(arrays, source));
  }

  private static String text(Object value, Object key, String source) {
    if (value instanceof String string) {
      return string;
    }
    throw new FileFormatException(source, METADATA + " key '" + key + "' is not a string");
  }

  private static Array array(String name, Map<?, ?> json, String source) {
    ElementType type = type(name, json.get("dtype"), source);
    List<Integer> shape = extents(name, "shape", json.get("shape"), source);
    List<Integer> range = extents(name, "data_offsets", json.get("data_offsets"), source);
    if (range.size() != 2 || range.get(0) > range.get(1)) {
      throw new FileFormatException(
          source, "tensor " + name + " has data_offsets " + range + ", expected [from, to]");
    }
    long bytes = type.bytes();
    try {
      for (int extent : shape) {
        bytes = Math.multiplyExact(bytes, extent);
      }
    } catch (ArithmeticException e) {
      bytes = -1;
    }
    if (bytes != range.get(1) - range.get(0)) {
      throw new FileFormatException(
          source,
          "tensor "
              + name
              + " of type "
              + type
              + " and shape "
              + shape
              + " does not fill its data_offsets "
              + range);
    }
    return new Array(
        type, shape.stream().mapToInt(Integer::intValue).toArray(), range.get(0), range.get(1));
  }

  private static ElementType type(String name, Object value, String source) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(value)) {
        return type;
      }
    }
    throw new FileFormatException(
        source, "tensor " + name + " has the element type " + value + ", which is not known here");
  }

  private static List<Integer> extents(String name, String key, Object value, String source) {
    List<Integer> extents = new ArrayList<>();
    if (value instanceof List) {
      for (Object element : (List<?>) value) {
        // A larger array would not fit a Java array: files of up to 2 GiB are read.
        if (element instanceof Long l && l >= 0 && l <= Integer.MAX_VALUE) {
          extents.add(l.intValue());
        } else {
          throw new FileFormatException(
              source,
              "tensor " + name + ": " + key + " holds " + element + ", expected 0 to 2147483647");
        }
      }
      return extents;
    }
    throw new FileFormatException(
        source, "tensor " + name + ": " + key + " is " + value + ", expected a list");
  }

  /** Checks that arrays neither overlap nor leave gaps; their total size. */
  private static int requireEndToEnd(Map<String, Array> arrays, String source) {
    List<Map.Entry<String, Array>> byPlace = new ArrayList<>(arrays.entrySet());
    byPlace.sort(
        Comparator.comparingInt((Map.Entry<String, Array> e) -> e.getValue().from())
            .thenComparingInt(e -> e.getValue().to()));
    int at = 0;
    for (Map.Entry<String, Array> entry : byPlace) {
      if (entry.getValue().from() != at) {
        throw new FileFormatException(
            source,
            "tensor "
                + entry.getKey()
                + " begins at byte "
                + entry.getValue().from()
                + ", expected "
                + at
                + ": arrays must lie end to end");
      }
      at = entry.getValue().to();
    }
    return at;
  }
}
