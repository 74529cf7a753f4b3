package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.CommandRun;
import org.lorentznet.app.Main;
import org.lorentznet.app.SmallModel;
import org.lorentznet.app.SyntheticJets;

/** Commands that are told to end while they write. */
class InterruptionTest {
  private static final int SIGTERM = 15;

  @TempDir Path folder;
  private Path results;
  private List<String> data;

  @BeforeEach
  void write() throws Exception {
    assumeFalse(File.separatorChar == '\\', "skipped: this system has no signals");
    results = Files.createDirectory(folder.resolve("results"));
    Path jets = SyntheticJets.write(folder.resolve("jets.parquet"), 20_000, 1);
    data = Collections.nCopies(100, jets.toString());
  }

  private Process start(List<String> arguments) throws Exception {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    java.addAll(arguments);
    return new ProcessBuilder(java)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("words").toFile())
        .start();
  }

  private void waitUntilHalfWritten(Process process) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (process.isAlive() && System.nanoTime() < end && !halfWritten()) {
      Thread.sleep(1);
    }
  }

  private void endsEarlyWithoutTraces(String old, List<String> arguments) throws Exception {
    Process process = start(arguments);
    waitUntilHalfWritten(process);
    process.destroy();
    String words = Files.readString(folder.resolve("words"));
    assertThat(process.waitFor()).as(words).isEqualTo(128 + SIGTERM);
    assertThat(results.toFile().list()).containsExactly(old);
    assertThat(results.resolve(old)).hasContent("old");
  }

  private boolean halfWritten() throws Exception {
    try (Stream<Path> files = Files.list(results)) {
      return files.anyMatch(file -> file.toString().endsWith(".tmp") && file.toFile().length() > 0);
    }
  }

  private Path old(String name) throws Exception {
    return Files.writeString(results.resolve(name), "old");
  }

  @Test
  void scoreKeepsTheOldFileAndLeavesNoOther() throws Exception {
    Path model = SmallModel.top(folder.resolve("model.safetensors"));
    List<String> arguments = new ArrayList<>(List.of("score", "--model", model.toString()));
    arguments.addAll(List.of("--out", old("scores.csv").toString(), "--data"));
    arguments.addAll(data);
    endsEarlyWithoutTraces("scores.csv", arguments);
  }

  @Test
  void aKilledConvertLeavesNoHalfFileAndCanBeDoneAgain() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("convert"));
    arguments.addAll(data);
    Path out = results.resolve("jets.parquet");
    arguments.addAll(List.of("--out", out.toString()));
    Process process = start(arguments);
    waitUntilHalfWritten(process);
    process.destroyForcibly().waitFor();
    assertThat(results.toFile().list()).hasSize(1).allMatch(name -> name.endsWith(".tmp"));
    CommandRun again = CommandRun.of("convert", data.getFirst(), "--out", out);
    assertThat(again.out()).contains("20000 jets", "found the same");
    assertThat(results.toFile().list()).containsExactly("jets.parquet");
  }

  @Test
  void convertKeepsTheOldFileAndLeavesNoOther() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("convert"));
    arguments.addAll(List.of("--out", old("jets.npz").toString()));
    arguments.addAll(data);
    endsEarlyWithoutTraces("jets.npz", arguments);
  }
}
