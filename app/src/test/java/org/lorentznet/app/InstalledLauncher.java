package org.lorentznet.app;

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
import org.lorentznet.testing.SharedFiles;

/**
 * The launcher's script in a folder of its own, beside jars that point to this build's classes, so
 * that a test neither waits for a build nor gets in the way of one.
 */
public final class InstalledLauncher {
  private static final Path REPOSITORY = SharedFiles.repository();
  private static final String SCRIPTS = "app/src/main/sh/";

  private InstalledLauncher() {}

  /** Laid out as a checkout that has been built. */
  static Path asCheckout(Path folder) throws IOException {
    copy(SCRIPTS + "jdk.sh", folder.resolve(SCRIPTS + "jdk.sh"));
    copy(SCRIPTS + "build.sh", folder.resolve(SCRIPTS + "build.sh"));
    jar(folder.resolve("app/target/lib/lorentznet-app-0.jar"), classPath());
    return launcher(folder);
  }

  /** Laid out as an unpacked distribution: {@code lib} has all in one jar, and the core in one. */
  static Path asDistribution(Path folder) throws IOException {
    copy(SCRIPTS + "jdk.sh", folder.resolve("lib/jdk.sh"));
    jar(folder.resolve("lib/lorentznet-app-0.jar"), classPath());
    jar(
        folder.resolve("lib/lorentznet-core-0.jar"),
        classPath().stream().filter(entry -> entry.toString().contains("core")).limit(1).toList());
    return launcher(folder);
  }

  private static Path launcher(Path folder) throws IOException {
    requireProgram("bash");
    return copy("lorentznet", folder.resolve("lorentznet"));
  }

  /** Skips the test where a program is not in PATH. */
  static void requireProgram(String name) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, name))),
        "skipped: " + name + " is not in PATH");
  }

  private static Path copy(String name, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    return Files.copy(REPOSITORY.resolve(name), to);
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
  }

  /** A jar without classes that points to those of a class path. */
  private static void jar(Path file, List<Path> classPath) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            classPath.stream()
                .map(entry -> entry.toUri().toString())
                .collect(Collectors.joining(" ")));
    Files.createDirectories(file.getParent());
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }
}
