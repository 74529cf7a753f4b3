package org.lorentznet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.errors.UserException;

class FileReplacementTest {
  @TempDir Path folder;

  @Test
  void theOldContentStaysUntilTheNewIsWhole() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    try (FileReplacement replacement = new FileReplacement(file)) {
      Files.writeString(replacement.temporary(), "new");
      assertThat(file).hasContent("old");
      assertThat(replacement.temporary().getParent()).isEqualTo(folder);
      replacement.commit();
    }
    assertThat(file).hasContent("new");
    assertThat(folder)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining(f -> !f.equals(file));
  }

  @Test
  void whatIsNotCommittedIsRemoved() throws IOException {
    try (FileReplacement replacement = new FileReplacement(folder.resolve("a.txt"))) {
      Files.writeString(replacement.temporary(), "half");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anyErrorOfTheContentRemovesTheTemporaryFile() {
    Path file = folder.resolve("a.txt");
    assertThatThrownBy(() ->
            FileReplacement.write(
                file,
                out -> {
                  out.write(1);
                  throw new IllegalStateException("content");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void foldersAndMissingFoldersAreRefused() {
    assertThatThrownBy(() -> FileReplacement.write(folder, out -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> FileReplacement.write(folder.resolve("no/a.txt"), out -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void symbolicLinksAreFollowedAndDevicesWrittenDirectly() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    FileReplacement.write(link, out -> out.write('x'));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("x");

    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "skipped: this system has no /dev/null");
    FileReplacement.write(device, out -> out.write('x'));
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void anEarlyEndRemovesWhatIsUnfinishedAndNothingElse() throws IOException {
    Path done = folder.resolve("done.txt");
    try (FileReplacement committed = new FileReplacement(done);
        FileReplacement half = new FileReplacement(folder.resolve("half.txt"));
        FileReplacement scratch = FileReplacement.scratch(folder.resolve("half.txt"))) {
      Files.writeString(committed.temporary(), "whole");
      Files.writeString(half.temporary(), "half");
      Files.writeString(scratch.temporary(), "half");
      committed.commit();
      FileReplacement.removeUnfinished();
      assertThat(folder.toFile().list()).containsExactly("done.txt");
    }
    assertThat(done).hasContent("whole");
  }

  @Test
  void scratchFilesOfADeviceAreFiles() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "skipped: this system has no /dev/null");
    try (FileReplacement scratch = FileReplacement.scratch(device)) {
      assertThat(scratch.temporary()).isNotEqualTo(device).doesNotExist();
    }
  }

  @Test
  void linksToPipesAreWrittenTo() throws Exception {
    Path shell = Path.of("/bin/sh");
    Path out = Path.of("/proc/self/fd/1");
    assumeTrue(Files.exists(shell) && Files.exists(out), "skipped: this system has no /proc");
    Process reader = new ProcessBuilder(shell.toString(), "-c", "cat").start();
    try (OutputStream in = reader.getOutputStream()) {
      Path pipe = Path.of("/proc/" + reader.pid() + "/fd/0");
      assumeTrue(Files.isSymbolicLink(pipe), "skipped: no permission to see processes");
      try (FileReplacement replacement = new FileReplacement(pipe)) {
        replacement.requirePermission();
      }
      FileReplacement.write(pipe, content -> content.write('x'));
    }
    assertThat(reader.getInputStream().readAllBytes()).isEqualTo(new byte[] {'x'});
    assertThat(reader.waitFor()).isZero();
  }
}
