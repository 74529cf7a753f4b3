package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.testing.SharedFiles;

/**
 * Runs the launcher's script. It lies in a folder of its own here, beside a jar that points to this
 * build's classes, so that the test neither waits for a build nor gets in the way of one.
 */
class LauncherTest {
  private static final Path REPOSITORY = SharedFiles.repository();

  @TempDir Path folder;

  private record Ended(int status, String out, String err) {}

  private Path installed() throws IOException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "bash"))),
        "skipped: bash is not in PATH");
    Path launcher = folder.resolve("lorentznet");
    Files.copy(REPOSITORY.resolve("lorentznet"), launcher);
    Path functions = folder.resolve("app/src/main/sh/jdk.sh");
    Files.createDirectories(functions.getParent());
    Files.copy(REPOSITORY.resolve("app/src/main/sh/jdk.sh"), functions);
    Path lib = Files.createDirectories(folder.resolve("app/target/lib"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, thisClassPath());
    new JarOutputStream(Files.newOutputStream(lib.resolve("lorentznet-app-0.jar")), manifest)
        .close();
    return launcher;
  }

  private static String thisClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  private Ended run(Path launcher, String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of("bash", launcher.toString()), Stream.of(arguments))
                    .toList())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int status = builder.start().waitFor();
    return new Ended(status, Files.readString(out), Files.readString(err));
  }

  @Test
  void startsTheProgramAndKeepsTheIncubatorWarningAway() throws Exception {
    Ended run = run(installed(), "--version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("lorentznet ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void handsOverTheExitStatusAndAllOfStandardError() throws Exception {
    Path launcher = installed();
    for (int i = 0; i < 5; i++) {
      Ended run = run(launcher, "--hepl");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err().lines()).hasSize(1).first().asString().contains("--hepl");
    }
  }

  @Test
  void isFoundThroughSymbolicLinks() throws Exception {
    Path launcher = installed();
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher.getFileName());
    Path linkToLink = Files.createSymbolicLink(folder.resolve("link2"), link);
    assertThat(run(linkToLink, "--version").out()).startsWith("lorentznet ");
  }

  @Test
  void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
    Path launcher = installed();
    String script = Files.readString(launcher).replace("find_jdk 25 999", "find_jdk 998 999");
    Files.writeString(launcher, script);
    Ended run = run(launcher, "--version");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines().toList()).isEqualTo(List.of(run.err().strip()));
    assertThat(run.err()).contains("no JDK 25 or newer was found").contains("JAVA_HOME");
  }
}
