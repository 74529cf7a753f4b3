package org.lorentznet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lorentznet.model.Version;
import org.lorentznet.testing.SharedFiles;

/** What repeats the version or the date of a release says the same everywhere. */
class ReleaseTest {
  private static final Path REPOSITORY = SharedFiles.repository();

  private static String read(String file) throws IOException {
    return Files.readString(REPOSITORY.resolve(file));
  }

  private static MatchResult found(String file, String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(read(file))
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no " + pattern));
  }

  @Test
  void theProgramTellsTheVersionOfTheRootPom() throws IOException {
    String version = found("pom.xml", "<revision>(.*)</revision>").group(1);
    assertThat(Version.CURRENT).isEqualTo(version);
    assertThat(CommandRun.of("--version").out().lines()).first().isEqualTo("lorentznet " + version);
  }

  @Test
  void noOtherPomHasAVersionOfItsOwn() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY, 3)) {
      List<Path> poms = files.filter(file -> file.endsWith("pom.xml")).toList();
      assertThat(poms).hasSizeGreaterThan(5);
      for (Path pom : poms) {
        assertThat(Files.readString(pom))
            .as(pom.toString())
            .containsPattern("<artifactId>lorentznet</artifactId>\\s*<version>\\$\\{revision}<");
      }
    }
  }

  @Test
  void changelogAndCitationTellOfTheSameRelease() throws IOException {
    MatchResult newest =
        found("CHANGELOG.md", "^## \\[([0-9][^]]*)] - ([0-9]{4}-[0-9]{2}-[0-9]{2})$");
    assertThat(newest.group(1)).isEqualTo(Version.CURRENT);
    assertThat(found("CITATION.cff", "^version: (.*)$").group(1)).isEqualTo(newest.group(1));
    assertThat(found("CITATION.cff", "^date-released: \"(.*)\"$").group(1))
        .isEqualTo(newest.group(2));
    assertThat(found("pom.xml", "<project.build.outputTimestamp>([-0-9]+)T").group(1))
        .isEqualTo(newest.group(2));
  }

  @Test
  void documentsNameNoOtherVersion() throws IOException {
    Pattern version = Pattern.compile("lorentznet-(?:[a-z]+-)?([0-9]+\\.[0-9]+\\.[0-9]+[-A-Z]*)");
    for (String folder : List.of("docs", "examples", "tools")) {
      try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().matches(".*\\.(md|java|jsh)")).toList()) {
          assertThat(version.matcher(Files.readString(file)).results().map(m -> m.group(1)))
              .as(file.toString())
              .allMatch(Version.CURRENT::equals);
        }
      }
    }
    assertThat(version.matcher(read("README.md")).results().map(m -> m.group(1)))
        .allMatch(Version.CURRENT::equals);
  }
}
