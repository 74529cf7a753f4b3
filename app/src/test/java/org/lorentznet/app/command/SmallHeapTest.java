package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.Main;
import org.lorentznet.app.SyntheticJets;
import org.lorentznet.jet.Jets;

/** Jets of four times the memory that Java has, converted and trained on. */
class SmallHeapTest {
  private static final int HEAP_MB = 64;

  @TempDir Path folder;
  private Path jets;
  private List<String> many;

  @BeforeEach
  void write() {
    Jets part = large(SyntheticJets.make(20_000, 1), 10);
    jets = SyntheticJets.write(folder.resolve("jets.parquet"), part, List.of("narrow", "wide"));
    int times = (int) Math.ceil(4e6 * HEAP_MB / part.bytes());
    many = Collections.nCopies(times, jets.toString());
  }

  /** Jets of the constituents of so many each. */
  private static Jets large(Jets small, int together) {
    int[] offsets = new int[small.size() / together + 1];
    int[] labels = new int[offsets.length - 1];
    for (int j = 0; j < labels.length; j++) {
      offsets[j + 1] = small.offset((j + 1) * together);
      labels[j] = j % 2;
    }
    return new Jets(0, offsets, small.fourMomenta(), small.precision(), Map.of(), Map.of(), labels);
  }

  private Process start(List<?> arguments) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    java.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    arguments.forEach(argument -> java.add(argument.toString()));
    return new ProcessBuilder(java)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("words").toFile())
        .start();
  }

  private String words() throws Exception {
    return Files.readString(folder.resolve("words"));
  }

  private void requireStatus(int expected, Process process) throws Exception {
    int status = process.waitFor();
    assertThat(status).as(words()).isEqualTo(expected);
  }

  @Test
  void areConverted() throws Exception {
    Path out = folder.resolve("many.parquet");
    List<Object> arguments = new ArrayList<>(List.of("convert", "--out", out));
    arguments.addAll(many);
    requireStatus(0, start(arguments));
    assertThat(words()).contains(2_000 * many.size() + " jets").contains("found the same");
  }

  @Test
  void areTrainedOn() throws Exception {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", "top", "--validation", jets));
    arguments.addAll(List.of("--width", 2, "--blocks", 1, "--epochs", 1, "--batch-size", 64));
    arguments.addAll(List.of("--shuffle-buffer", 1024, "--threads", 2));
    arguments.addAll(List.of("--out", folder.resolve("run"), "--train"));
    arguments.addAll(many);
    Process process = start(arguments);
    try {
      // Far enough to have gone through some windows; the whole epoch would take a minute.
      Pattern progress = Pattern.compile("(?s).* ([0-9]+)/" + 2_000 * many.size() + " jets.*");
      int done = 0;
      while (process.isAlive() && done < 5 * 1024) {
        Thread.sleep(50);
        Matcher matcher = progress.matcher(words());
        done = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      }
      process.destroy();
      requireStatus(128 + 15, process);
    } finally {
      process.destroyForcibly();
    }
    assertThat(words())
        .contains(2_000 * many.size() + " jets from files")
        .contains("stopped, and saved");
  }

  @Test
  void aShuffleBufferThatDoesNotFitIsSaidSo() throws Exception {
    List<Object> arguments =
        new ArrayList<>(List.of("train", "--task", "top", "--validation", jets));
    arguments.addAll(List.of("--shuffle-buffer", 1_000_000, "--out", folder.resolve("run")));
    arguments.add("--train");
    arguments.addAll(many);
    requireStatus(1, start(arguments));
    assertThat(words()).contains("shuffling 1000000 jets together").contains("--shuffle-buffer ");
  }

  @Test
  void aBlockThatDoesNotFitIsTheHeapsFaultAndNotTheFiles() throws Exception {
    // Four jets of half a million constituents each: 67 MB of numbers, in one block.
    Jets wide = large(SyntheticJets.make(460_000, 1), 115_000);
    Path file = SyntheticJets.write(folder.resolve("wide.parquet"), wide, List.of("a", "b"));
    requireStatus(1, start(List.of("convert", file, "--out", folder.resolve("out.parquet"))));
    assertThat(words())
        .contains("wide.parquet: reading it takes more than the ")
        .contains("LORENTZNET_JAVA_OPTIONS=-Xmx")
        .doesNotContain("damaged");
  }
}
