package org.lorentznet.app;

import org.lorentznet.app.command.BenchmarkCommand;
import org.lorentznet.app.command.CompareCommand;
import org.lorentznet.app.command.ConvertCommand;
import org.lorentznet.app.command.EvaluateCommand;
import org.lorentznet.app.command.ImportCommand;
import org.lorentznet.app.command.InspectCommand;
import org.lorentznet.app.command.QuickstartCommand;
import org.lorentznet.app.command.ScoreCommand;
import org.lorentznet.app.command.TaskFile;
import org.lorentznet.app.command.TrainCommand;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.errors.UserException;
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
    CommandLine commandLine =
        new CommandLine(root)
            .addSubcommand(new QuickstartCommand(console))
            .addSubcommand(new InspectCommand(console))
            .addSubcommand(new TrainCommand(console))
            .addSubcommand(new EvaluateCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new ScoreCommand(console))
            .addSubcommand(new ConvertCommand(console))
            .addSubcommand(new ImportCommand(console))
            .addSubcommand(new BenchmarkCommand(console));
    ErrorLines errors = new ErrorLines(root);
    try {
      return commandLine
          .setOut(console.out())
          .setErr(console.err())
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setParameterExceptionHandler(errors)
          .setExecutionExceptionHandler(errors)
          .execute(TaskFile.expand(commandLine, arguments));
    } catch (CommandLine.ParameterException e) {
      return errors.handleParseException(e, arguments);
    } catch (UserException e) {
      return errors.report(e, console.err());
    } catch (OutOfMemoryError | StackOverflowError e) {
      return errors.report(e, console.err());
    }
  }
}
