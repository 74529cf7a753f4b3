package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lorentznet.testing.SharedFiles;

/**
 * Runs the commands of the guide as they stand, page by page, in a folder laid out as a
 * distribution. Blocks marked {@code sh long} are not run; of these the program's commands are
 * checked for wrong options.
 */
class GuideTest {
  private static final Path REPOSITORY = SharedFiles.repository();
  private static final String LAUNCHER = "./lorentznet ";

  @TempDir Path folder;

  /** A block of commands, as the page has it. */
  private record Block(String kind, String commands) {}

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(REPOSITORY.resolve("docs/guide"))) {
      return files
          .filter(file -> !file.endsWith("README.md"))
          .map(Path::getFileName)
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    try {
      String kind = null;
      StringBuilder commands = new StringBuilder();
      for (String line : Files.readAllLines(REPOSITORY.resolve("docs/guide").resolve(page))) {
        if (!line.startsWith("```")) {
          commands.append(line).append('\n');
        } else if (kind == null) {
          kind = line.substring(3);
          commands.setLength(0);
        } else {
          blocks.add(new Block(kind, commands.toString()));
          kind = null;
        }
      }
      assertThat(kind).as("a block without an end").isNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsDoWhatThePageSays(Path page) throws Exception {
    InstalledLauncher.requireProgram("curl");
    InstalledLauncher.asDistribution(folder);
    folder.resolve("lorentznet").toFile().setExecutable(true);
    for (String part : List.of("samples", "examples", "docs", "models")) {
      Files.createSymbolicLink(folder.resolve(part), REPOSITORY.resolve(part));
    }
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (Block block : blocks(page)) {
      if (block.kind().equals("sh")) {
        script.append(block.commands());
      }
    }
    assertThat(script.toString()).contains(LAUNCHER);
    run(script.toString().replace("8080", Integer.toString(freePort())));
  }

  private void run(String script) throws Exception {
    Path log = folder.resolve("log");
    Path file = Files.writeString(folder.resolve("page.sh"), script);
    ProcessBuilder builder =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin").toString(),
            (path, java) -> java + File.pathSeparator + path);
    // These networks are small, and each command short.
    builder
        .environment()
        .put("LORENTZNET_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -Dlorentznet.kernel=plain");
    Process process = builder.start();
    boolean ended = process.waitFor(240, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0).as(Files.readString(log)).isTrue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void longCommandsHaveOptionsThatExist() throws IOException {
    List<String> commands =
        pages()
            .flatMap(page -> blocks(page).stream())
            .filter(block -> block.kind().equals("sh long"))
            .flatMap(block -> block.commands().replace("\\\n", " ").lines())
            .filter(line -> line.startsWith(LAUNCHER))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> arguments =
          new ArrayList<>(Arrays.asList(command.substring(LAUNCHER.length()).split(" +", -1)));
      arguments.add("--help");
      CommandRun run = CommandRun.of(arguments.toArray());
      assertThat(run.status()).as(command + ": " + run.err()).isZero();
    }
  }

  @Test
  void fewCommandsAreNotRun() throws IOException {
    List<Block> blocks = pages().flatMap(page -> blocks(page).stream()).toList();
    assertThat(blocks).extracting(Block::kind).containsOnly("sh", "sh long");
    assertThat(blocks.stream().filter(block -> block.kind().equals("sh")).count())
        .isGreaterThan(2 * blocks.stream().filter(block -> block.kind().equals("sh long")).count());
  }
}
