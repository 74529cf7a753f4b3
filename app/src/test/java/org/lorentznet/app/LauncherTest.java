package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher's script. */
class LauncherTest {
  @TempDir Path folder;

  private record Ended(int status, String out, String err) {}

  private Path installed() throws IOException {
    return InstalledLauncher.asCheckout(folder);
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

  @Test
  void runsInADistributionWhereNothingIsBuilt() throws Exception {
    Ended run = run(InstalledLauncher.asDistribution(folder), "--version");
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("lorentznet ");
    assertThat(run.err()).isEmpty();
    assertThat(folder.resolve("app")).doesNotExist();
  }

  @Test
  void prefersTheJavaThatADistributionBrings() throws Exception {
    Path launcher = InstalledLauncher.asDistribution(folder);
    Files.createSymbolicLink(folder.resolve("java"), Path.of(System.getProperty("java.home")));
    Files.writeString(
        launcher, Files.readString(launcher).replace("find_jdk 25 999", "find_jdk 998 999"));
    Ended run = run(launcher, "--version");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("lorentznet ");
  }
}
