package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.errors.UserException;

/** What users hand over by mistake: each gives one clear line. */
class BadInputTest {
  @TempDir Path folder;

  @Test
  void missingFile() {
    Path file = folder.resolve("absent.h5");
    assertThatThrownBy(() -> JetFiles.open(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": no such file");
  }

  @Test
  void folderInsteadOfFile() {
    assertThatThrownBy(() -> JetFiles.open(folder))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void emptyFile() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.npz"));
    assertThatThrownBy(() -> JetFiles.open(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(file + ": is empty");
  }

  @Test
  void unknownLayoutSaysWhatIsKnown() throws IOException {
    Path file = Files.writeString(folder.resolve("jets.txt"), "E,px,py,pz\n");
    assertThatThrownBy(() -> JetFiles.open(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("unknown layout")
        .hasMessageContaining("top-reference")
        .hasMessageContaining("energyflow");
  }

  @ParameterizedTest
  @CsvSource({
    "lgn.h5, TOP_REFERENCE, no pandas table",
    "top-reference.h5, LGN, no data set 'Pmu'",
    "npz-fourmomenta.npz, ENERGYFLOW, no array 'X'",
    "energyflow.npz, NPZ_FOURMOMENTA, no array 'p4'",
    "energyflow.npz, LGN, an HDF5 file expected",
    "lgn.h5, JETS, a Parquet file expected"
  })
  void wrongPreset(String name, Layout layout, String message) {
    assertThatThrownBy(() -> JetFiles.open(Samples.file(name), Optional.of(layout)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unknownPreset() {
    assertThatThrownBy(() -> Layout.named("toptag"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("toptag")
        .hasMessageContaining("top-reference");
  }

  @Test
  void filesThatDoNotGoTogether() {
    List<Path> files = List.of(Samples.file("lgn.h5"), Samples.file("energyflow.npz"));
    assertThatThrownBy(() -> JetFiles.open(files))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("lgn.h5")
        .hasMessageContaining("energyflow.npz")
        .hasMessageContaining("classes");
  }

  static final List<String> READABLE = Samples.READABLE;

  @ParameterizedTest
  @FieldSource("READABLE")
  void truncatedAnywhere(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Samples.file(name));
    for (int i = 1; i < 40; i++) {
      int length = (int) ((long) whole.length * i / 40);
      Path file = Files.write(folder.resolve(i + name), Arrays.copyOf(whole, length));
      Throwable thrown = catchThrowable(() -> Samples.blocks(JetFiles.open(file)));
      assertThat(thrown).isInstanceOf(UserException.class).hasMessageContaining(file.toString());
      assertThat(thrown.getMessage()).doesNotContain("\n");
    }
  }

  static List<Object[]> badMomenta() {
    return List.of(
        new Object[] {Float.NaN, 0, "jet 2: constituent 1 has energy NaN"},
        new Object[] {Float.POSITIVE_INFINITY, 0, "jet 2: constituent 1 has energy Infinity"},
        new Object[] {-5f, 0, "jet 2: constituent 1 has energy -5.0"},
        new Object[] {Float.NaN, 2, "jet 2: constituent 1 has py NaN"},
        new Object[] {Float.NEGATIVE_INFINITY, 3, "jet 2: constituent 1 has pz -Infinity"});
  }

  @ParameterizedTest
  @MethodSource("badMomenta")
  void jetThatNoDetectorSaw(float value, int component, String message) throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file("top-reference-contiguous.h5"));
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int row = firstRow(view) + 2 * 3240 + 8;
    view.putFloat(row + 16 + 4 * component, value);
    Path file = Files.write(folder.resolve("bad.h5"), bytes);
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void emptyJet() throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file("top-reference-contiguous.h5"));
    int row = firstRow(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)) + 3 * 3240 + 8;
    Arrays.fill(bytes, row, row + 3200, (byte) 0);
    Path file = Files.write(folder.resolve("bad.h5"), bytes);
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 3: is empty");
  }

  @Test
  void labelThatIsNoClass() throws IOException {
    byte[] bytes = Files.readAllBytes(Samples.file("top-reference-contiguous.h5"));
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    view.putLong(firstRow(view) + 4 * 3240 + 3232, 7);
    Path file = Files.write(folder.resolve("bad.h5"), bytes);
    assertThatThrownBy(() -> Samples.jets(file))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 4: has label 7 (a whole number from 0 to 1 expected)");
  }

  /** Byte of the first jet's row: its first energy is 150.15875244140625. */
  private static int firstRow(ByteBuffer view) {
    for (int at = 0; at + 4 <= view.limit(); at++) {
      if (view.getFloat(at) == 150.15875f) {
        return at - 8;
      }
    }
    throw new IllegalStateException();
  }
}
