package org.lorentznet.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's root: {@code lorentznet}. */
@Command(
    name = "lorentznet",
    description = "Lorentz-equivariant jet tagging: training, evaluation, scoring.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = LorentzNetCommand.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit status%n",
    footer = {
      "0 on success, 1 on a failure of the work, 2 on wrong usage, 128 + N where signal N ended it."
    })
final class LorentzNetCommand implements Runnable {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  boolean debug;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** The version the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "lorentznet " + org.lorentznet.model.Version.CURRENT,
        "Java "
            + Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + "), "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
