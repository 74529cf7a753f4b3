package org.lorentznet.data.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.Samples;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.columns.RowValues;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.errors.FileFormatException;
import org.lorentznet.jet.Column;
import org.lorentznet.testing.SharedFiles;

/** Trees as uproot and ROOT read them; the files are made by {@code make_root_samples.py}. */
class RootTreeTest {
  @TempDir Path folder;

  private static ReadableFile sample(String name) {
    return ReadableFile.of(Samples.file("root/" + name));
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(Samples.file("root/" + name));
  }

  /** Expected lines of columns by file and tree. */
  static Map<String, List<String>> expected() throws IOException {
    Map<String, List<String>> trees = new LinkedHashMap<>();
    for (String line : lines("expected.txt")) {
      String[] parts = line.split(" ", 3);
      trees.computeIfAbsent(parts[0] + " " + parts[1], tree -> new ArrayList<>()).add(parts[2]);
    }
    return trees;
  }

  static List<String> treesInSamples() throws IOException {
    return expected().keySet().stream().filter(tree -> !tree.startsWith("big")).toList();
  }

  static List<String> treesInShared() throws IOException {
    return lines("expected-shared.txt");
  }

  private static List<String> digests(RootTree tree) {
    return tree.columns().stream().map(column -> ColumnDigest.of(tree, column)).toList();
  }

  @ParameterizedTest
  @MethodSource("treesInSamples")
  void everyColumnOfEveryTypeAndCompression(String name) throws IOException {
    String[] parts = name.split(" ");
    RootTree tree = RootTree.open(sample(parts[0]), parts[1]);
    assertThat(digests(tree)).isEqualTo(expected().get(name));
  }

  @ParameterizedTest
  @MethodSource("treesInShared")
  void everyColumnOfRealFiles(String line) throws NoSuchAlgorithmException {
    String[] parts = line.split(" ");
    ReadableFile file = ReadableFile.of(SharedFiles.require("data/" + parts[0]));
    List<String> digests = digests(RootTree.open(file, parts[1]));
    assertThat(digests).hasSize(Integer.parseInt(parts[2]));
    byte[] all = String.join("\n", digests).getBytes(StandardCharsets.UTF_8);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    assertThat(HexFormat.of().formatHex(sha.digest(all))).isEqualTo(parts[3]);
  }

  @Test
  void filesBeyondTwoGibibytes() throws IOException {
    Path big = folder.resolve("big.root");
    try (FileChannel channel =
        FileChannel.open(
            big,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(Files.readAllBytes(Samples.file("root/big-head.bin"))), 0);
      byte[] tail = Files.readAllBytes(Samples.file("root/big-tail.bin"));
      channel.write(ByteBuffer.wrap(tail), 3L << 30);
    }
    RootTree tree = RootTree.open(ReadableFile.of(big));
    assertThat(digests(tree)).isEqualTo(expected().get("big.root tree"));
  }

  @Test
  void extremeNumbers() {
    RootTree tree = RootTree.open(sample("uproot-lz4.root"), "analysis/tree");
    assertThat(numbers(tree, "int8")).contains(-128L, 127L);
    assertThat(numbers(tree, "uint8")).contains(0L, 255L);
    assertThat(numbers(tree, "uint32")).contains(0L, 4294967295L);
    assertThat(numbers(tree, "int64")).contains(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(numbers(tree, "uint64")).contains(0L, -1L);
  }

  private static long[] numbers(RootTree tree, String name) {
    try (ColumnStream stream = tree.open(List.of(name))) {
      return ((Column.Longs) stream.next().columns().get(name).values()).values();
    }
  }

  @Test
  void blocksGoOnWhereBasketsDoNotEnd() {
    RootTree tree = RootTree.open(sample("many-rows.root"));
    List<Integer> rowsPerBlock = new ArrayList<>();
    long row = 0;
    int digit = 0;
    try (ColumnStream stream = tree.open(List.of("digit", "row"))) {
      for (RowBlock block = stream.next(); block != null; block = stream.next()) {
        assertThat(block.first()).isEqualTo(row);
        rowsPerBlock.add(block.rows());
        RowValues rows = block.columns().get("row");
        RowValues digits = block.columns().get("digit");
        for (int i = 0; i < block.rows(); i++, row++) {
          assertThat(rows.values().asDouble(i)).isEqualTo(row);
          assertThat(digits.offsets()[i + 1] - digits.offsets()[i]).isEqualTo((int) (row % 4));
        }
        digit += digits.values().size();
      }
    }
    assertThat(rowsPerBlock).containsExactly(RowBlock.ROWS, 5000 - RowBlock.ROWS);
    assertThat(digit).isEqualTo(7500);
  }

  @Test
  void whatIsNoColumnIsNamed() {
    RootTree tree = RootTree.open(sample("shapes.root"));
    assertThat(tree.unreadable())
        .containsEntry("nested", "objects of class vector<vector<float> >")
        .containsEntry("momentum", "objects of class TLorentzVector")
        .containsEntry("tower.fBits", "bits of objects")
        .containsEntry("letters", "text")
        .containsEntry("text", "objects of class string");
    assertThat(tree.columns()).extracting(FileColumn::name).contains("packed16", "tower.fX");
  }

  /** Else their test would be none. */
  @Test
  void someBasketsLieInTheTreeAndSomeHaveNoOffsets() throws Exception {
    RootTree embedded = RootTree.open(sample("places.root"), "embedded");
    assertThat(embedded.branch("y").baskets().embedded()).doesNotContainNull().hasSize(1);
    BasketTable counted = RootTree.open(sample("places.root"), "counted").branch("y").baskets();
    try (RootFile file = RootFile.open(sample("places.root"))) {
      Basket basket = Basket.read(file, counted.seek()[0], counted.bytes()[0]);
      assertThat(basket.offsets()).isEmpty();
    }
  }

  @Test
  void treesAreFoundInDirectories() {
    try (RootFile file = RootFile.open(sample("places.root"))) {
      assertThat(file.trees())
          .containsExactly("cycles", "analysis/inner/tree", "embedded", "counted", "empty");
    }
  }

  @Test
  void oneOfSeveralTreesHasToBeNamed() {
    assertThatThrownBy(() -> RootTree.open(sample("places.root")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith(
            "places.root: holds several trees, one has to be named: cycles, analysis/inner/tree,"
                + " embedded, counted, empty");
  }

  @Test
  void anAbsentTreeSaysWhichThereAre() {
    assertThatThrownBy(() -> RootTree.open(sample("places.root"), "Events"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith(
            "places.root: no tree 'Events'; found: cycles, analysis/inner/tree, embedded, counted,"
                + " empty");
  }

  @Test
  void anRntupleIsNotSupportedYet() {
    assertThatThrownBy(() -> RootTree.open(sample("rntuple.root")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith(
            "rntuple.root: holds no tree (TTree); found the RNTuple 'Events', which is not"
                + " supported yet");
  }

  @Test
  void aFileWithoutTreesSaysWhatItHolds() {
    assertThatThrownBy(() -> RootTree.open(sample("without-tree.root")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageEndingWith("holds no tree (TTree); found name (TNamed)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zlib", "lz4", "lzma"})
  void aWrongChecksumIsFound(String compression) throws IOException {
    String name = "root-" + compression + ".root";
    byte[] bytes = Files.readAllBytes(Samples.file("root/" + name));
    BasketTable baskets = RootTree.open(sample(name)).branch("bool_vector").baskets();
    bytes[(int) baskets.seek()[0] + baskets.bytes()[0] - 1] ^= 1;
    Path file = Files.write(folder.resolve(name), bytes);
    RootTree tree = RootTree.open(ReadableFile.of(file));
    assertThatThrownBy(() -> digests(tree))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith(file + ": damaged ROOT file: branch 'bool_vector', basket 0: ");
  }
}
