package org.lorentznet.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.BadJetException;
import org.lorentznet.errors.MismatchException;
import org.lorentznet.jet.Jet;
import org.lorentznet.jet.Jets;
import org.lorentznet.kernel.Workers;
import org.lorentznet.model.ModelFile;
import org.lorentznet.model.Tagger;
import org.lorentznet.network.lorentz.LorentzNet;
import org.lorentznet.network.lorentz.LorentzNetConfiguration;
import org.lorentznet.numeric.RandomStream;

class JetTaggerTest {
  /** For 100 jets, of which each would take more; the measurement itself may take some. */
  private static final long MOST_BYTES = 1000;

  @TempDir Path folder;

  private Path model(LorentzNetConfiguration configuration) {
    Path file = folder.resolve("model.safetensors");
    LorentzNet network = LorentzNet.initialised(configuration.withSize(8, 2), 5);
    ModelFile.write(file, new Tagger(network, "test", List.of("QCD", "top"), Map.of()));
    return file;
  }

  /** Jets of 1 to 90 constituents. */
  private static Jets jets(int count) {
    RandomStream random = new RandomStream(4);
    int[] offsets = new int[count + 1];
    for (int j = 0; j < count; j++) {
      offsets[j + 1] = offsets[j] + 1 + random.nextInt(90);
    }
    double[] momenta = new double[4 * offsets[count]];
    double[] codes = new double[offsets[count]];
    for (int row = 0; row < codes.length; row++) {
      for (int c = 1; c < 4; c++) {
        momenta[4 * row + c] = 10 * random.nextDouble();
        momenta[4 * row] += momenta[4 * row + c];
      }
      codes[row] = random.nextInt(2) == 0 ? 211 : -11;
    }
    return Jets.of(offsets, momenta).withColumn("pid", codes);
  }

  private static void fill(Jet jet, Jets jets, int j) {
    jet.clear();
    double[] p = jets.fourMomenta();
    for (int row = jets.offset(j); row < jets.offset(j + 1); row++) {
      jet.add(p[4 * row], p[4 * row + 1], p[4 * row + 2], p[4 * row + 3]);
      jet.set("pid", jets.constituentFeatures().get("pid").asDouble(row));
    }
  }

  @Test
  void scoresTheSameFromArraysAndConstituentByConstituent() {
    for (LorentzNetConfiguration configuration :
        List.of(LorentzNetConfiguration.topTagging(30), LorentzNetConfiguration.quarkGluon(30))) {
      JetTagger tagger = JetTagger.read(model(configuration));
      Jets jets = jets(40);
      float[] expected = tagger.score(jets);
      Jet jet = new Jet();
      float[] logits = new float[2];
      for (int j = 0; j < jets.size(); j++) {
        fill(jet, jets, j);
        tagger.score(jet, logits);
        assertThat(logits).containsExactly(expected[2 * j], expected[2 * j + 1]);
      }
      float[] together = new float[expected.length];
      try (Workers workers = new Workers(3)) {
        tagger.score(jets, 0, 40, workers, together);
        assertThat(together).containsExactly(expected);
        tagger.score(jets, 0, 3, workers, together);
        assertThat(together).containsExactly(expected);
      }
    }
  }

  @Test
  void readsAStream() throws Exception {
    byte[] bytes = Files.readAllBytes(model(LorentzNetConfiguration.topTagging(30)));
    JetTagger tagger = JetTagger.read(new ByteArrayInputStream(bytes), "a stream");
    assertThat(tagger.classes()).containsExactly("QCD", "top");
    assertThat(tagger.columns()).isEmpty();
    assertThat(tagger.description().task()).isEqualTo("test");
  }

  @Test
  void givesTheSameBitsToManyThreads() throws Exception {
    JetTagger tagger = JetTagger.read(model(LorentzNetConfiguration.topTagging(30)));
    Jets jets = jets(60);
    float[] expected = tagger.score(jets);
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Callable<float[]>> calls = new ArrayList<>();
      for (int call = 0; call < 12; call++) {
        calls.add(() -> tagger.score(jets));
      }
      for (Future<float[]> found : pool.invokeAll(calls)) {
        assertThat(found.get()).containsExactly(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  /**
   * In a process of its own: whether the virtual machine makes objects of vectors depends on what
   * it has compiled before. On older ones it always makes some.
   */
  @Test
  @EnabledForJreRange(minVersion = 25)
  void allocatesNothingInSteadyState() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                SteadyState.class.getName(),
                model(LorentzNetConfiguration.quarkGluon(30)).toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("the process ends").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    String words = Files.readString(output).strip();
    assertThat(words).matches("\\d+");
    assertThat(Long.parseLong(words)).as("bytes for 100 jets").isLessThan(MOST_BYTES);
  }

  /** Prints the least that scoring jets again and again has allocated, in bytes for 100 jets. */
  static final class SteadyState {
    private SteadyState() {}

    public static void main(String[] arguments) {
      JetTagger tagger = JetTagger.read(Path.of(arguments[0]));
      Jets jets = jets(50);
      Jet jet = new Jet();
      float[] logits = new float[2];
      float[] block = new float[100];
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long least = Long.MAX_VALUE;
      // Code on the Vector API allocates until the virtual machine has compiled it.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (least >= MOST_BYTES && System.nanoTime() < end) {
        long before = threads.getThreadAllocatedBytes(thread);
        for (int j = 0; j < jets.size(); j++) {
          fill(jet, jets, j);
          tagger.score(jet, logits);
        }
        tagger.score(jets, 0, jets.size(), Workers.CALLER, block);
        least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      }
      System.out.println(least);
    }
  }

  @Test
  void refusesJetsThatCannotBeUsed() {
    JetTagger tagger = JetTagger.read(model(LorentzNetConfiguration.topTagging(30)));
    float[] logits = new float[2];
    Jet jet = new Jet();
    assertThatThrownBy(() -> tagger.score(jet, logits))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("is empty");
    jet.add(5, 1, 2, 3).add(Double.NaN, 0, 0, 0);
    assertThatThrownBy(() -> tagger.score(jet, logits))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("constituent 1 has energy NaN");
    jet.clear().add(1e200, 1e199, 0, 0).add(1e200, 0, 0, 0);
    assertThatThrownBy(() -> tagger.score(jet, logits))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("beyond what the network can compute with");
    assertThatThrownBy(() -> tagger.score(Jets.of(5, 1, 2, 3, -1, 0, 0, 0)))
        .isInstanceOf(BadJetException.class)
        .hasMessageContaining("jet 0")
        .hasMessageContaining("energy -1.0");
    assertThatThrownBy(() -> new Jet().set("pid", 1)).isInstanceOf(IllegalStateException.class);
    JetTagger coded = JetTagger.read(model(LorentzNetConfiguration.quarkGluon(30)));
    assertThatThrownBy(() -> coded.score(Jets.of(5, 1, 2, 3)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("column 'pid'");
  }
}
