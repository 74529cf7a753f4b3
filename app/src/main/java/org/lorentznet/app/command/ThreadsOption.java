package org.lorentznet.app.command;

import org.lorentznet.kernel.Workers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many threads compute. */
final class ThreadsOption {
  private static final int MOST = 4096;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: all cores). Results do not depend on it.")
  private void set(int count) {
    if (count < 1 || count > MOST) {
      throw new ParameterException(
          command.commandLine(), "--threads " + count + " is not from 1 to " + MOST);
    }
    threads = count;
  }

  int count() {
    return threads;
  }

  /** A team of that many. */
  Workers workers() {
    return new Workers(threads);
  }
}
