package org.lorentznet.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.app.Main;
import org.lorentznet.json.Json;
import org.lorentznet.numeric.RandomStream;

/** Scores that, as arrays, would take more memory than Java has. */
class ManyScoresTest {
  private static final int JETS = 4_000_000;
  private static final int HEAP_MB = 192;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    RandomStream random = new RandomStream(1);
    try (DataOutputStream first = array("first.npy", ">f8");
        DataOutputStream second = array("second.npy", ">f8");
        DataOutputStream labels = array("labels.npy", "|u1")) {
      for (int jet = 0; jet < JETS; jet++) {
        int label = jet & 1;
        double uniform = random.nextDouble();
        // Of densities 1 and 2 s between 0 and 1.
        double score = label == 0 ? uniform : Math.sqrt(uniform);
        first.writeDouble(score);
        second.writeDouble(0.8 * score + 0.2 * random.nextDouble());
        labels.writeByte(label);
      }
    }
  }

  private DataOutputStream array(String name, String type) throws IOException {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + JETS + ",), }";
    header += " ".repeat(117 - header.length()) + "\n";
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16));
    out.write(0x93);
    out.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[] {1, 0, (byte) header.length(), 0});
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    return out;
  }

  private Map<?, ?> run(String command, Object... arguments) throws Exception {
    Path json = folder.resolve("figures.json");
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-Xmx" + HEAP_MB + "m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    java.add(command);
    for (Object argument : arguments) {
      java.add(argument.toString());
    }
    java.addAll(List.of("--labels", folder.resolve("labels.npy").toString()));
    java.addAll(List.of("--json", json.toString()));
    Path words = folder.resolve("words");
    Process process =
        new ProcessBuilder(java).redirectErrorStream(true).redirectOutput(words.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(words)).isZero();
    return (Map<?, ?>) Json.parse(Files.readString(json));
  }

  @Test
  void areEvaluatedAndComparedInLittleMemory() throws Exception {
    Map<?, ?> compared = run("compare", folder.resolve("first.npy"), folder.resolve("second.npy"));
    Map<?, ?> figures = (Map<?, ?>) ((List<?>) compared.get("taggers")).get(0);
    assertThat(figures.get("jets")).isEqualTo((long) JETS);
    assertThat((Double) figures.get("auc")).isCloseTo(2 / 3.0, within(1e-3));
    Map<?, ?> rejection = (Map<?, ?>) ((Map<?, ?>) figures.get("rejection")).get("0.5");
    assertThat((Double) rejection.get("value")).isCloseTo(1 / (1 - Math.sqrt(0.5)), within(0.01));
    Map<?, ?> pair = (Map<?, ?>) ((List<?>) compared.get("comparisons")).get(0);
    assertThat((Double) ((Map<?, ?>) pair.get("auc")).get("difference")).isPositive();
    assertThat((Double) ((Map<?, ?>) pair.get("auc")).get("p_value")).isLessThan(1e-9);
  }
}
