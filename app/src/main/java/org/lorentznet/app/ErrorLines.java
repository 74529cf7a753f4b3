package org.lorentznet.app;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.lorentznet.errors.Spelling;
import org.lorentznet.errors.UserException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one line, and an exit status. */
final class ErrorLines
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final LorentzNetCommand root;

  ErrorLines(LorentzNetCommand root) {
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(name + ": " + oneLine(usageMessage(e)) + "; see '" + name + " --help'");
    printStackTrace(e, command.getErr());
    return WRONG_USAGE;
  }

  private static String usageMessage(ParameterException e) {
    List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
    boolean missing = e instanceof MissingParameterException;
    if (!(e instanceof UnmatchedArgumentException) && !(missing && !unmatched.isEmpty())) {
      return e.getMessage();
    }
    String argument = unmatched.getFirst();
    CommandLine command = e.getCommandLine();
    boolean option = argument.startsWith("-");
    boolean subcommand = !option && !command.getSubcommands().isEmpty();
    List<String> known =
        option
            ? command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList()
            : List.copyOf(command.getSubcommands().keySet());
    String guess =
        Spelling.nearest(argument.replaceFirst("=.*", ""), known)
            .map(nearest -> " (did you mean " + nearest + "?)")
            .orElse("");
    return "unknown "
        + (option ? "option " : subcommand ? "command " : "argument ")
        + argument
        + guess;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e, command.getErr());
  }

  /** Prints the line for a failure of the work. */
  int report(Throwable e, PrintWriter err) {
    err.println("lorentznet: " + message(e));
    printStackTrace(e, err);
    return FAILED;
  }

  private void printStackTrace(Throwable e, PrintWriter err) {
    if (root.debug) {
      e.printStackTrace(err);
    }
    err.flush();
  }

  private static String message(Throwable e) {
    return oneLine(
        switch (e) {
          case UserException user -> user.getMessage();
          case UncheckedIOException unchecked -> message(unchecked.getCause());
          case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
          case AccessDeniedException denied -> denied.getFile() + ": permission denied";
          case FileAlreadyExistsException exists -> exists.getFile() + ": exists already";
          case NotDirectoryException file -> file.getFile() + ": is not a folder";
          case FileSystemException failed when failed.getReason() != null ->
              failed.getFile() + ": " + failed.getReason();
          case EOFException end -> "a file ends too early; run again with --debug for details";
          case IOException io when io.getMessage() != null ->
              "reading or writing failed: " + io.getMessage();
          case OutOfMemoryError full ->
              "out of memory: use fewer jets at a time, or give Java more, e.g."
                  + " LORENTZNET_JAVA_OPTIONS=-Xmx16g";
          default -> "unexpected error: " + e + "; run again with --debug for details";
        });
  }

  private static String oneLine(String text) {
    return text == null ? "" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
