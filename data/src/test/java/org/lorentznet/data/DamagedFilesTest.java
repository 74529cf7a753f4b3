package org.lorentznet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lorentznet.data.columns.ColumnSource;
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
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.Jets;
import org.lorentznet.testing.SharedFiles;

/**
 * Files damaged at random give a result or one of the errors users are meant to see, soon and
 * without claiming memory. {@code -Dlorentznet.mutations=N} sets how often each file is damaged,
 * {@code -Dlorentznet.seed=N} how. A new format takes part once it has a file in {@link
 * Samples#READABLE}.
 */
class DamagedFilesTest {
  private static final int MUTATIONS = Integer.getInteger("lorentznet.mutations", 200);
  private static final long SEED = Long.getLong("lorentznet.seed", 1);
  private static final long SECONDS = 20;

  /** What reading may allocate, of a file of some 50 kB with its libraries' buffers. */
  private static final long BYTES = 256L << 20;

  private static final long MOST_ROWS = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static final List<String> READABLE = Samples.READABLE;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("READABLE")
  void jets(String name) throws Exception {
    damage(Samples.file(name), DamagedFilesTest::readJets);
  }

  private static void readJets(Path file) {
    JetSource source = JetFiles.open(file);
    long jets = Samples.blocks(source).stream().mapToLong(Jets::size).sum();
    source.schema().jets().ifPresent(promised -> assertThat(jets).isEqualTo(promised));
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
        Samples.file(name),
        file -> Samples.blocks(JetFiles.open(List.of(file), Optional.of(layout))));
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
      writer.write(new ScoreBlock(0, Optional.of(labels), logits, logits, Map.of()));
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
    names.forEach(name -> readColumns(RootTree.open(file, name)));
  }

  /** All types, encodings and compressions of columns, beyond those that jets come in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds-1.parquet",
        "kinds-2.parquet",
        "layouts/columns.parquet",
        "layouts/columns.h5",
        "layouts/columns.npz"
      })
  void columns(String name) throws Exception {
    damage(
        Samples.file(name),
        path -> readColumns(ColumnFiles.open(ReadableFile.of(path), Optional.empty())));
  }

  private static void readColumns(ColumnSource source) {
    long rows = source.columns().stream().mapToLong(FileColumn::rows).max().orElse(0);
    List<String> columns =
        source.columns().stream()
            .filter(column -> column.rows() == rows)
            .map(FileColumn::name)
            .toList();
    if (columns.isEmpty()) {
      return;
    }
    try (ColumnStream stream = source.open(columns)) {
      // A file may have any number of rows that were never written, each of which is allocated.
      for (long row = 0; row < MOST_ROWS; ) {
        RowBlock block = stream.next();
        if (block == null) {
          return;
        }
        assertThat(block.rows()).isPositive();
        row += block.rows();
      }
    }
  }

  private void damage(Path whole, Consumer<Path> reading) throws Exception {
    byte[] good = Files.readAllBytes(whole);
    String name = whole.getFileName().toString();
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] bad = Damage.done(good, SEED * 31 + name.hashCode() + ((long) i << 32));
        Path file = Files.write(folder.resolve(i + "-" + name), bad);
        try {
          if (!ends(executor.submit(() -> read(file, reading)))) {
            executor.shutdownNow();
            fail("no end within " + SECONDS + " s: " + kept(file));
          }
        } catch (ExecutionException e) {
          throw new AssertionError(kept(file).toString(), e.getCause());
        }
        Files.delete(file);
      }
    }
  }

  /** Waits in many small steps, so that a machine that sleeps meanwhile does not count. */
  private static boolean ends(Future<?> reading) throws Exception {
    for (int step = 0; step < 10 * SECONDS; step++) {
      try {
        reading.get(100, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        // Not yet.
      }
    }
    return false;
  }

  private static void read(Path file, Consumer<Path> reading) {
    long before = THREADS.getTotalThreadAllocatedBytes();
    try {
      reading.accept(file);
    } catch (UserException e) {
      assertThat(e.getMessage()).contains(file.toString()).doesNotContain("\n");
    }
    assertThat(THREADS.getTotalThreadAllocatedBytes() - before).isLessThan(BYTES);
  }

  /** The file stays, outside the test's folder, for whoever looks into it. */
  private static Path kept(Path file) throws IOException {
    Path kept =
        Path.of(System.getProperty("java.io.tmpdir")).resolve("damaged-" + file.getFileName());
    return Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
  }
}
