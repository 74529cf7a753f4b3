package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.columns.ColumnStream;
import org.lorentznet.data.columns.FileColumn;
import org.lorentznet.data.columns.RowBlock;
import org.lorentznet.data.file.ReadableFile;
import org.lorentznet.data.pytorch.PyTorchWeights;
import org.lorentznet.data.root.RootFile;
import org.lorentznet.data.root.RootTree;
import org.lorentznet.data.score.ScoreBlock;
import org.lorentznet.data.score.ScoreFile;
import org.lorentznet.data.score.ScoreWriter;
import org.lorentznet.errors.UserException;
import org.lorentznet.testing.SharedFiles;

/**
 * Files damaged at random give a result or one of the errors users are meant to see, soon and
 * without claiming memory. {@code -Dlorentznet.mutations=N} sets how often each file is damaged.
 */
class DamagedFilesTest {
  private static final int MUTATIONS = Integer.getInteger("lorentznet.mutations", 200);
  private static final long SEED = Long.getLong("lorentznet.seed", 1);
  private static final long SECONDS = 20;

  /** What reading may allocate, of a file of some 50 kB with its libraries' buffers. */
  private static final long BYTES = 256L << 20;

  static final List<String> READABLE = Samples.READABLE;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("READABLE")
  void jets(String name) throws Exception {
    damage(Samples.file(name), file -> Samples.blocks(JetFiles.open(file)));
  }

  /** Files of columns, of which descriptions make jets. */
  @ParameterizedTest
  @CsvSource({
    "layouts/t.hdf5, jetnet",
    "layouts/delphes.root, delphes-towers.yaml",
    "top-reference.h5, top-reference.yaml",
    "energyflow.npz, quark-gluon.yaml"
  })
  void described(String name, String preset) throws Exception {
    Path examples = SharedFiles.repository().resolve("examples/layouts");
    JetLayout layout =
        JetLayout.of(JetLayout.isFile(preset) ? examples.resolve(preset).toString() : preset);
    damage(
        Samples.file(name), file -> Samples.blocks(JetFiles.open(List.of(file), Optional.of(layout))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.pt", "checkpoint.pt"})
  void weights(String name) throws Exception {
    damage(Samples.file(name), PyTorchWeights::read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores.csv", "scores.parquet", "scores.npz", "scores.h5"})
  void scores(String name) throws Exception {
    Path whole = folder.resolve(name);
    try (ScoreWriter writer = ScoreWriter.create(whole, 2, List.of())) {
      float[] logits = new float[200];
      int[] labels = new int[100];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = (float) Math.sin(i);
        labels[i / 2] = i / 2 % 2;
      }
      writer.write(new ScoreBlock(0, Optional.of(labels), logits, logits, java.util.Map.of()));
      writer.commit();
    }
    damage(whole, ScoreFile::read);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores.npy", "labels.npy"})
  void singleArrays(String name) throws Exception {
    Path labels = Samples.file("labels.npy");
    damage(Samples.file(name), file -> ScoreFile.read(file, labels));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root-none.root",
        "root-zlib.root",
        "root-lzma.root",
        "uproot-lz4.root",
        "uproot-zstd.root",
        "shapes.root",
        "places.root"
      })
  void trees(String name) throws Exception {
    damage(Samples.file("root/" + name), DamagedFilesTest::readTrees);
  }

  private static void readTrees(Path path) {
    ReadableFile file = ReadableFile.of(path);
    List<String> names;
    try (RootFile root = RootFile.open(file)) {
      names = root.trees();
    }
    for (String name : names) {
      RootTree tree = RootTree.open(file, name);
      long rows = tree.columns().stream().mapToLong(FileColumn::rows).max().orElse(0);
      List<String> columns =
          tree.columns().stream()
              .filter(column -> column.rows() == rows)
              .map(FileColumn::name)
              .toList();
      try (ColumnStream stream = tree.open(columns)) {
        for (RowBlock block = stream.next(); block != null; block = stream.next()) {
          assertThat(block.rows()).isPositive();
        }
      }
    }
  }

  private void damage(Path whole, Consumer<Path> reading) throws Exception {
    byte[] good = Files.readAllBytes(whole);
    Random random = new Random(SEED + whole.getFileName().toString().hashCode());
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] bad = mutated(good, random);
        Path file = Files.write(folder.resolve(i + "-" + whole.getFileName()), bad);
        try {
          executor.submit(() -> read(file, reading)).get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          executor.shutdownNow();
          fail("no end within " + SECONDS + " s: " + kept(file), e);
        } catch (ExecutionException e) {
          throw new AssertionError(kept(file).toString(), e.getCause());
        }
        Files.delete(file);
      }
    }
  }

  private static void read(Path file, Consumer<Path> reading) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      reading.accept(file);
    } catch (UserException e) {
      assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BYTES);
  }

  /** The file stays, outside the test's folder, for whoever looks into it. */
  private static Path kept(Path file) throws IOException {
    Path kept =
        Path.of(System.getProperty("java.io.tmpdir")).resolve("damaged-" + file.getFileName());
    Files.copy(file, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return kept;
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    int changes = 1 << random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      int at = place(bad, random);
      switch (random.nextInt(7)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bad, at, Math.min(bad.length, at + random.nextInt(16)), (byte) 0);
        case 3 -> Arrays.fill(bad, at, Math.min(bad.length, at + random.nextInt(9)), (byte) -1);
        case 4 -> bad[at] += (byte) (random.nextBoolean() ? 1 : -1);
        case 5 -> {
          int from = random.nextInt(bad.length);
          int length = Math.min(random.nextInt(64), bad.length - Math.max(at, from));
          System.arraycopy(bad, from, bad, at, length);
        }
        default -> {
          // Rarely: most truncations end at the first check.
          if (random.nextInt(8) == 0) {
            bad = Arrays.copyOf(bad, 1 + at);
          }
        }
      }
    }
    return bad;
  }

  /** Headers, footers and directories lie at the ends, so half of the damage is done there. */
  private static int place(byte[] bytes, Random random) {
    int end = Math.min(bytes.length, 2048);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(end);
      case 1 -> bytes.length - 1 - random.nextInt(end);
      default -> random.nextInt(bytes.length);
    };
  }
}
