package org.lorentznet.app.study;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lorentznet.errors.UserException;
import org.lorentznet.files.FileReplacement;

/** A command of this program in a process of its own, started as this one was. */
final class ProgramRun {
  private static final String MAIN = "org.lorentznet.app.Main";

  private final Process process;
  private final Path log;

  private ProgramRun(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command.
   *
   * @param log all that it says is added there
   */
  static ProgramRun start(List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // Its words go to a file: there is no terminal, and no filter behind it.
    command.addAll(List.of("-Dlorentznet.columns=0", "-Dlorentznet.filtered=false"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      return new ProgramRun(process, log);
    } catch (IOException e) {
      throw new UserException("cannot start a process: " + FileReplacement.reason(e), e);
    }
  }

  /** Asks the process to save and to end. */
  void stop() {
    process.destroy();
  }

  /**
   * Waits for the end.
   *
   * @return whether all went well
   */
  boolean succeeded() throws InterruptedException {
    return process.waitFor() == 0;
  }

  /** The last line that the process said. */
  String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.isEmpty() ? "" : lines.getLast();
    } catch (IOException e) {
      return "";
    }
  }
}
