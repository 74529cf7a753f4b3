package org.lorentznet.app;

import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import picocli.CommandLine;

/** Starts the program. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Ending ending = Ending.ofProcess();
    int status = run(Console.ofProcess(), arguments);
    ending.workIsDone();
    System.exit(status);
  }

  /**
   * Runs one command.
   *
   * @return the exit status: 0 on success, 1 on a failure of the work, 2 on wrong usage
   */
  static int run(Console console, String... arguments) {
    LorentzNetCommand root = new LorentzNetCommand();
    CommandLine commandLine = new CommandLine(root);
    ErrorLines errors = new ErrorLines(root);
    try {
      return commandLine
          .setOut(console.out())
          .setErr(console.err())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler(errors)
          .setExecutionExceptionHandler(errors)
          .execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError e) {
      return errors.report(e, console.err());
    }
  }

  /** The program's version, e.g. {@code 0.1.0}. */
  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
