package org.lorentznet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.testing.SharedFiles;

class SafetensorsTest {
  @TempDir Path folder;

  static byte[] file(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  static Safetensors parse(byte[] bytes) {
    return Safetensors.read(new ByteArrayInputStream(bytes), "memory");
  }

  @Test
  void whatIsWrittenReadsBackBitForBit() {
    Path file = folder.resolve("a.safetensors");
    float[] floats = {1.5f, -0.0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 3e38f};
    double[] doubles = {Math.PI, Double.MIN_VALUE, -0.0};
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("zeta", "line\nbreak \"quoted\" ü 𝛹");
    metadata.put("alpha", "");
    new SafetensorsWriter(metadata)
        .add("floats", new int[] {2, 3}, floats)
        .add("doubles", new int[] {3}, doubles)
        .add("scalar", new int[0], new float[] {7})
        .add("none", new int[] {0, 4}, new float[0])
        .write(file);

    Safetensors read = Safetensors.read(file);
    assertThat(read.source()).isEqualTo(file.toString());
    assertThat(read.metadata()).containsExactlyEntriesOf(metadata);
    assertThat(read.names()).containsExactly("doubles", "floats", "scalar", "none");
    assertThat(read.shape("floats")).containsExactly(2, 3);
    assertThat(read.shape("scalar")).isEmpty();
    assertThat(read.floats("floats")).isEqualTo(floats);
    assertThat(read.doubles("doubles")).isEqualTo(doubles);
    assertThat(read.doubles("scalar")).containsExactly(7);
    assertThat(read.floats("none")).isEmpty();
  }

  @Test
  void arraysLargerThanTheWritersBufferSurvive() {
    Path file = folder.resolve("large.safetensors");
    float[] floats = new float[100_003];
    double[] doubles = new double[50_001];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i * 0.37f;
    }
    Arrays.setAll(doubles, i -> i / 3.0);
    new SafetensorsWriter(Map.of())
        .add("floats", new int[] {floats.length}, floats)
        .add("doubles", new int[] {3, doubles.length / 3}, doubles)
        .write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(read.floats("floats")).isEqualTo(floats);
    assertThat(read.doubles("doubles")).isEqualTo(doubles);
  }

  @Test
  void sameContentsGiveSameBytesAndArraysStayAligned() throws IOException {
    byte[][] bytes = new byte[2][];
    for (int i = 0; i < 2; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new SafetensorsWriter(Map.of("key", "value"))
          .add("odd", new int[] {3}, new float[3])
          .add("wide", new int[] {2}, new double[2])
          .writeTo(out);
      bytes[i] = out.toByteArray();
    }
    assertThat(bytes[0]).isEqualTo(bytes[1]);
    long header = ByteBuffer.wrap(bytes[0]).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    assertThat(bytes[0]).hasSize((int) (8 + header + 2 * 8 + 3 * 4));
    assertThat(new String(bytes[0], 8, (int) header, StandardCharsets.UTF_8))
        .startsWith("{\"__metadata__\":")
        .contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}");
  }

  @Test
  void integersAreRead() {
    byte[] bytes =
        file(
            "{\"l\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"i\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[12,14]}}",
            14);
    Arrays.fill(bytes, bytes.length - 14, bytes.length - 1, (byte) 0xff);
    Safetensors read = parse(bytes);
    assertThat(read.longs("l")).containsExactly(-1);
    assertThat(read.longs("i")).containsExactly(-1);
    assertThat(read.longs("b")).containsExactly(255, 0);
    assertThatThrownBy(() -> read.floats("l"))
        .isInstanceOf(FileFormatException.class)
        .hasMessage("memory: tensor l is I64, expected F32");
    assertThatThrownBy(() -> read.shape("absent"))
        .isInstanceOf(FileFormatException.class)
        .hasMessage("memory: tensor absent is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | object expected",
        "{\"a\":1} | header key 'a' is not an object",
        "{\"__metadata__\":{\"k\":1}} | __metadata__ key 'k' is not a string",
        "{\"a\":{}} | element type null",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}} | F8_E4M3",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":4,\"data_offsets\":[0,16]}} | shape is 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}} | shape holds -4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4.5],\"data_offsets\":[0,16]}} | shape holds 4.5",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16,32]}} | data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]}} | data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,16]}} | does not fill",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,9000000000]}} | 9000000000",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}"
            + " | does not fill",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,16]}} | end to end",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[4,12]}} | end to end",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[8,16]}} | stands twice",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}} | bytes follow",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[24],\"data_offsets\":[0,24]}} | truncated",
      })
  void wrongHeadersAreRefused(String header, String expected) {
    assertThatThrownBy(() -> parse(file(header, 16)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith("memory: ")
        .hasMessageContaining(expected);
  }

  @Test
  void anAbsurdHeaderLengthTakesNoMemory() {
    for (long length : new long[] {-1, 0, 1, Long.MAX_VALUE, 100_000_001}) {
      byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertThatThrownBy(() -> parse(bytes))
          .isInstanceOf(FileFormatException.class)
          .hasMessageContaining("header length of " + Long.toUnsignedString(length));
    }
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("no.safetensors")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("no.safetensors: no such file");
    assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(FileFormatException.class);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafetensorsWriter(Map.of("key", "value"))
        .add("a", new int[] {3}, new float[] {1, 2, 3})
        .add("b", new int[] {2}, new double[] {1, 2})
        .writeTo(out);
    byte[] whole = out.toByteArray();
    parse(whole);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> parse(part))
          .as("first %s bytes", length)
          .isInstanceOf(UserException.class);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("kept.safetensors");
    new SafetensorsWriter(Map.of()).add("a", new int[] {1}, new float[] {1}).write(file);
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() ->
            FileReplacement.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(UserException.class)
        .hasMessage(file + ": cannot be written: No space left on device");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void filesOfAnotherWriterAreRead() {
    Safetensors top = Safetensors.read(SharedFiles.require("golden/top-train.safetensors"));
    assertThat(top.shape("p4")).containsExactly(24, 116, 4);
    assertThat(top.floats("p4")).startsWith((float) Math.sqrt(2), 0, 0, 1);
    assertThat(top.longs("label")).hasSize(24).containsOnly(0);
    assertThat(top.longs("mask")).hasSize(24 * 116).containsOnly(0, 1);
    assertThat(Arrays.stream(top.doubles("loss"))).hasSize(3).allMatch(loss -> loss > 0);
  }
}
