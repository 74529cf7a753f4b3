package org.lorentznet.app;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lorentznet.app.command.BenchmarkCommand;
import org.lorentznet.app.command.CalibrateCommand;
import org.lorentznet.app.command.CardCommand;
import org.lorentznet.app.command.CompareCommand;
import org.lorentznet.app.command.ConvertCommand;
import org.lorentznet.app.command.EnsembleCommand;
import org.lorentznet.app.command.EquivarianceCommand;
import org.lorentznet.app.command.EvaluateCommand;
import org.lorentznet.app.command.ExplainCommand;
import org.lorentznet.app.command.ExportCommand;
import org.lorentznet.app.command.FetchCommand;
import org.lorentznet.app.command.ImportCommand;
import org.lorentznet.app.command.InspectCommand;
import org.lorentznet.app.command.QuickstartCommand;
import org.lorentznet.app.command.RunsCommand;
import org.lorentznet.app.command.ScoreCommand;
import org.lorentznet.app.command.ServeCommand;
import org.lorentznet.app.command.StudyCommand;
import org.lorentznet.app.command.TaskFile;
import org.lorentznet.app.command.TrainCommand;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.Ending;
import org.lorentznet.errors.UserException;
import picocli.CommandLine;

/** Starts the program. */
public final class Main {
  /** Every command, in the order of the help. */
  private static final Map<String, Function<Console, Object>> COMMANDS = commands();

  private Main() {}

  private static Map<String, Function<Console, Object>> commands() {
    Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
    commands.put("quickstart", QuickstartCommand::new);
    commands.put("inspect", InspectCommand::new);
    commands.put("train", TrainCommand::new);
    commands.put("evaluate", EvaluateCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("score", ScoreCommand::new);
    commands.put("study", StudyCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("card", CardCommand::new);
    commands.put("calibrate", CalibrateCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("serve", ServeCommand::new);
    commands.put("equivariance", EquivarianceCommand::new);
    commands.put("convert", ConvertCommand::new);
    commands.put("fetch", FetchCommand::new);
    commands.put("import", ImportCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("ensemble", EnsembleCommand::new);
    commands.put("benchmark", BenchmarkCommand::new);
    return commands;
  }

  /**
   * The commands that arguments may mean: the one they begin with, or else all. Reading the options
   * of all takes a quarter of a second at the start.
   */
  private static Collection<String> commandsFor(String... arguments) {
    return arguments.length > 0 && COMMANDS.containsKey(arguments[0])
        ? List.of(arguments[0])
        : COMMANDS.keySet();
  }

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
    commandsFor(arguments)
        .forEach(name -> commandLine.addSubcommand(name, COMMANDS.get(name).apply(console)));
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
