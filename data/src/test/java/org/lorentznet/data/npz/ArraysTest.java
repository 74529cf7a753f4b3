package org.lorentznet.data.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.Layout;
import org.lorentznet.data.Samples;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.jets.JetArray;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;

/** The same numbers in every type, order and kind of file; numpy wrote them. */
class ArraysTest {
  private static final int ROWS = 11;
  private static final int PER_ROW = 15;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "arrays.npz, 13, false",
    "arrays-stored.npz, 13, true",
    "arrays-zip64.npz, 1, true",
    "array.npy, 1, true",
    "array-fortran.npy, 1, true"
  })
  void everyTypeAndOrder(String file, int arrays, boolean seekable) {
    try (NpzFile npz = NpzFile.open(ReadableFile.of(Samples.file(file)))) {
      assertThat(npz.names()).hasSize(arrays);
      for (String name : npz.names()) {
        double scale = name.equals("bytes") ? 1 : 1 / 8.0;
        requireCounts(npz.array(name), scale);
        boolean turned = npz.header(name).fortranOrder();
        assertThat(npz.array(name).rows().seekable()).isEqualTo(seekable || turned);
        if (seekable || turned) {
          JetArray array = npz.array(name);
          array.rows().seek(7);
          assertThat(array.next(2).asDouble(0)).isEqualTo(7 * PER_ROW * scale);
          array.rows().seek(1);
          assertThat(array.next(2).asDouble(PER_ROW)).isEqualTo(2 * PER_ROW * scale);
        }
      }
    }
  }

  private static void requireCounts(JetArray array, double scale) {
    int row = 0;
    for (int step : new int[] {4, 1, 6}) {
      Column read = array.next(step);
      assertThat(read.size()).isEqualTo(step * PER_ROW);
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.asDouble(i)).isEqualTo((row * PER_ROW + i) * scale);
      }
      row += step;
    }
    assertThat(row).isEqualTo(ROWS);
  }

  @Test
  void pythonObjectsAreRefused() {
    assertThatThrownBy(() -> JetFiles.open(Samples.file("objects.npz")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("array 'p4'")
        .hasMessageContaining("holds Python objects (dtype object)");
  }

  /** Java's own archives do not check. */
  @ParameterizedTest
  @CsvSource({"arrays.npz", "arrays-stored.npz"})
  void checksumsAreChecked(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file(name));
    int found = 0;
    for (int at = 200; at < 500; at += 3) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Path file = Files.write(folder.resolve(at + name), damaged);
      try (NpzFile npz = NpzFile.open(ReadableFile.of(file))) {
        npz.array(npz.names().getFirst()).next(ROWS);
        npz.array(npz.names().get(1)).next(ROWS);
      } catch (FileFormatException e) {
        found += e.getMessage().contains("checksum") ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void singleArraysOfJets() throws IOException {
    Path labelled = Samples.file("npz-fourmomenta.npz");
    try (var zip = new java.util.zip.ZipFile(labelled.toFile());
        var in = zip.getInputStream(zip.getEntry("p4.npy"))) {
      Files.copy(in, folder.resolve("p4.npy"));
    }
    Path alone = folder.resolve("p4.npy");
    assertThatThrownBy(() -> JetFiles.open(alone))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("say --preset npz-fourmomenta");
    var source = JetFiles.open(alone, Optional.of(Layout.NPZ_FOURMOMENTA));
    assertThat(source.schema().labelled()).isFalse();
    assertThat(Samples.blocks(source).getFirst().fourMomenta())
        .isEqualTo(Samples.jets(labelled).fourMomenta());
  }

  /** What Fortran order costs in memory does not grow with the array. */
  @Test
  void largeArraysInFortranOrder() throws IOException {
    int rows = 3_000_000;
    String header = "{'descr': '<f8', 'fortran_order': True, 'shape': (" + rows + ", 3), }";
    byte[] text = new byte[128 - 10];
    Arrays.fill(text, (byte) ' ');
    System.arraycopy(header.getBytes(), 0, text, 0, header.length());
    text[text.length - 1] = '\n';
    Path file = folder.resolve("large.npy");
    try (var out =
        new java.io.DataOutputStream(
            new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
      out.write(NpyHeader.MAGIC);
      out.write(new byte[] {1, 0, (byte) text.length, 0});
      out.write(text);
      for (int i = 0; i < 3 * rows; i++) {
        out.writeLong(Long.reverseBytes(Double.doubleToLongBits(i)));
      }
    }
    try (NpzFile npz = NpzFile.open(ReadableFile.of(file))) {
      JetArray array = npz.array("array");
      array.rows().seek(rows - 2);
      assertThat(((Column.Doubles) array.next(2)).values())
          .containsExactly(
              rows - 2, 2 * rows - 2, 3 * rows - 2, rows - 1, 2 * rows - 1, 3 * rows - 1);
    }
  }
}
