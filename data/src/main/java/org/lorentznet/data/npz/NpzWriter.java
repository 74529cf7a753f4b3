package org.lorentznet.data.npz;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lorentznet.data.table.NumberType;
import org.lorentznet.files.FileReplacement;

/**
 * Writes an archive of arrays, one array after the other, deflated at the lowest level: higher ones
 * take twice the time to make floats a fiftieth smaller.
 */
final class NpzWriter implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int PREAMBLE = 10;

  private final ZipOutputStream zip;

  NpzWriter(FileReplacement file) throws IOException {
    zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file.temporary())));
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /** Begins an array; its numbers follow, in C order. */
  void begin(String name, NumberType type, long... shape) throws IOException {
    String description =
        switch (type) {
          case INT32 -> "<i4";
          case INT64 -> "<i8";
          case FLOAT32 -> "<f4";
          case FLOAT64 -> "<f8";
        };
    begin(name, description, shape);
  }

  private void begin(String name, String description, long... shape) throws IOException {
    String sizes =
        Arrays.stream(shape).mapToObj(size -> size + ",").collect(Collectors.joining(" "));
    String header =
        "{'descr': '" + description + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
    int padding = Math.floorMod(-(PREAMBLE + header.length() + 1), ALIGNMENT);
    byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    ZipEntry entry = new ZipEntry(name + ".npy");
    // The same jets make the same file.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(NpyHeader.MAGIC);
    zip.write(new byte[] {1, 0, (byte) text.length, (byte) (text.length >> 8)});
    zip.write(text);
  }

  /** Where the numbers of the array begun last go. */
  OutputStream numbers() {
    return zip;
  }

  /** Writes numbers of the array begun last. */
  void put(NumberType type, double[] values) throws IOException {
    int size = type == NumberType.FLOAT32 ? Float.BYTES : Double.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      if (type == NumberType.FLOAT32) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    zip.write(bytes.array());
  }

  /** Writes integers of the array begun last. */
  void put(NumberType type, long[] values) throws IOException {
    int size = type == NumberType.INT32 ? Integer.BYTES : Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (type == NumberType.INT32) {
        bytes.putInt(Math.toIntExact(value));
      } else {
        bytes.putLong(value);
      }
    }
    zip.write(bytes.array());
  }

  /** An array of strings. */
  void strings(String name, java.util.List<String> strings) throws IOException {
    int[][] codePoints =
        strings.stream().map(text -> text.codePoints().toArray()).toArray(int[][]::new);
    int longest =
        Math.max(1, Arrays.stream(codePoints).mapToInt(text -> text.length).max().orElse(0));
    begin(name, "<U" + longest, strings.size());
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * longest * strings.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int[] text : codePoints) {
      for (int codePoint : Arrays.copyOf(text, longest)) {
        bytes.putInt(codePoint);
      }
    }
    zip.write(bytes.array());
  }

  /** Completes the archive. */
  @Override
  public void close() throws IOException {
    zip.close();
  }
}
