package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.jet.JetAccess;
import org.lorentznet.jet.JetDigest;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.numeric.RandomStream;
import org.lorentznet.testing.SharedFiles;

/** Jets read in any order are those that a stream gives. */
class JetAccessTest {
  @TempDir Path folder;

  private static Jets all(JetSource source) {
    List<Jets> blocks = new ArrayList<>();
    try (JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        blocks.add(block);
      }
    }
    return Jets.join(blocks);
  }

  private static void assertSame(JetSource source, Jets found, Jets expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    for (int j = 0; j < found.size(); j++) {
      assertThat(found.index(j)).isEqualTo(expected.index(j));
    }
    assertSameJets(source, found, expected);
  }

  private static void assertSameJets(JetSource source, Jets found, Jets expected) {
    assertThat(found.size()).isEqualTo(expected.size());
    JetDigest one = JetDigest.ofAll(source.schema());
    JetDigest other = JetDigest.ofAll(source.schema());
    one.add(found);
    other.add(expected);
    assertThat(one.finish()).isEqualTo(other.finish());
  }

  private static void assertAnyOrder(JetSource source) {
    Jets all = all(source);
    RandomStream random = new RandomStream(3);
    try (JetAccess access = source.access().orElseThrow()) {
      assertThat(access.rows()).isEqualTo(all.size());
      int next = 0;
      for (int round = 0; round < 60; round++) {
        // Now and then it goes on behind what was read before.
        int first = round % 3 == 0 && next < all.size() ? next : random.nextInt(all.size());
        int count = 1 + random.nextInt(Math.min(700, all.size() - first));
        assertSame(source, access.read(first, count), all.slice(first, first + count));
        next = first + count;
      }
    }
  }

  /** Jets of a file, many times over, with numbers of their own. */
  private Path many(Path from, String name, int jets) {
    JetSource source = JetFiles.open(from);
    Jets once = all(source);
    Path file = folder.resolve(name);
    try (JetWriter writer = JetFiles.create(file, source.schema())) {
      int written = 0;
      for (int round = 0; written < jets; round++) {
        int count = Math.min(1 + 37 * round % once.size(), jets - written);
        writer.write(once.slice(0, count).numberedFrom(written));
        written += count;
      }
      writer.commit();
    }
    return file;
  }

  @Test
  void columnarFilesAreReadInAnyOrder() {
    assertAnyOrder(JetFiles.open(Samples.file("jets.parquet")));
    Path file = many(Samples.file("jets.parquet"), "many.parquet", 5000);
    assertAnyOrder(JetFiles.open(file));
    Path more = many(Samples.file("jets.parquet"), "more.parquet", 1500);
    assertAnyOrder(JetFiles.open(List.of(file, more, file), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top-reference.h5",
        "top-reference-contiguous.h5",
        "top-reference-blosc.h5",
        "lgn.h5",
        "energyflow-fortran.npz"
      })
  void paddedFilesAreReadInAnyOrder(String name) {
    assertAnyOrder(JetFiles.open(Samples.file(name)));
  }

  @Test
  void manyChunksAreReadInAnyOrder() {
    assertAnyOrder(JetFiles.open(SharedFiles.require("data/simulated-top-test.h5")));
  }

  @ParameterizedTest
  @CsvSource({
    "jetclass-250-zstd.root, jetclass",
    "jetclass-250-lzma.root, jetclass",
    "jetclass2-100.parquet, jetclass2",
    "top-reference-100-blosc.h5, top-reference.yaml"
  })
  void describedFilesAreReadInAnyOrder(String name, String preset) {
    assertAnyOrder(described(SharedFiles.require("data/" + name), preset));
  }

  @ParameterizedTest
  @CsvSource({
    "layouts/t.hdf5, jetnet",
    "layouts/atlas.h5, atlas-top.yaml",
    "energyflow-fortran.npz, quark-gluon.yaml"
  })
  void describedArraysAreReadInAnyOrder(String name, String preset) {
    assertAnyOrder(described(Samples.file(name), preset));
  }

  private static JetSource described(Path file, String preset) {
    Path examples = SharedFiles.repository().resolve("examples/layouts");
    JetLayout layout =
        JetLayout.of(JetLayout.isFile(preset) ? examples.resolve(preset).toString() : preset);
    return JetFiles.open(List.of(file), Optional.of(layout));
  }

  /** Here a row holds several jets, or none. */
  @ParameterizedTest
  @CsvSource({
    "cms-pfnano-10.root, cms-pfnano.yaml",
    "cms-nanoaod-200.root, cms-nanoaod.yaml",
    "jetclass-250-lz4.root, jetclass-top.yaml"
  })
  void rowsOfEventsAreReadInAnyOrder(String name, String preset) {
    JetSource source = described(SharedFiles.require("data/" + name), preset);
    try (JetAccess access = source.access().orElseThrow()) {
      List<Jets> rows = new ArrayList<>();
      for (int row = 0; row < access.rows(); row++) {
        rows.add(access.read(row, 1));
      }
      assertSameJets(source, Jets.join(rows), all(source));
      RandomStream random = new RandomStream(5);
      for (int round = 0; round < 20; round++) {
        int first = random.nextInt(rows.size());
        int end = first + 1 + random.nextInt(rows.size() - first);
        assertSameJets(
            source, access.read(first, end - first), Jets.join(rows.subList(first, end)));
      }
    }
  }

  @Test
  void compressedArraysAreReadInOrderOnly() {
    assertThat(JetFiles.open(Samples.file("energyflow.npz")).access()).isEmpty();
  }

  @Test
  void filesOfWhichOneIsReadInOrderOnlyAreReadInOrderOnly() {
    Path file = many(Samples.file("jets.parquet"), "many.npz", 50);
    assertThat(JetFiles.open(file).access()).isEmpty();
    assertThat(JetFiles.open(List.of(file, file), Optional.empty()).access()).isEmpty();
  }
}
