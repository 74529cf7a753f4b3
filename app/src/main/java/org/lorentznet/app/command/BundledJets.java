package org.lorentznet.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lorentznet.data.JetFiles;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetSource;
import org.lorentznet.model.PublishedTask;

/** The jets that come with the program, in {@code samples/} beside the launcher. */
final class BundledJets {
  private BundledJets() {}

  /**
   * Opens a sample.
   *
   * @param purpose {@code train}, {@code validation} or {@code test}
   * @throws UserException where it is not there
   */
  static JetSource open(PublishedTask task, String purpose) {
    Path samples = Path.of(System.getProperty("lorentznet.root", ".")).resolve("samples");
    String prefix = task.key() + "-" + purpose;
    try (Stream<Path> files =
        Files.isDirectory(samples) ? Files.list(samples) : Stream.<Path>empty()) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList();
      if (found.isEmpty()) {
        throw new UserException(samples + ": there is no " + prefix + " file of bundled jets");
      }
      return JetFiles.open(found);
    } catch (IOException e) {
      throw new UserException(samples + ": cannot be read: " + FileReplacement.reason(e), e);
    }
  }
}
