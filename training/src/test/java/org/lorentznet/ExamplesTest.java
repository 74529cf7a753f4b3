package org.lorentznet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lorentznet.testing.SharedFiles;

/** The example of a block of one's own compiles against core and training, and runs. */
class ExamplesTest {
  @TempDir Path folder;

  private void compile(String name) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int status =
        compiler.run(
            null,
            complaints,
            complaints,
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            SharedFiles.repository().resolve("examples/" + name + ".java").toString());
    assertThat(status).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
  }

  @Test
  void oneSeesWhetherABlockIsEquivariant() throws Exception {
    compile("OwnBlock");
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
      classes
          .loadClass("OwnBlock")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Minkowski products: equivariant")
        .contains("energies: not invariant under a boost of beta = 0.1 along (1, 0, 0)");
  }
}
