package org.lorentznet.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.lorentznet.app.console.Console;

/**
 * A command run in this process, with what it said.
 *
 * @param status the exit status
 */
public record CommandRun(int status, String out, String err) {
  /** Runs the program with these arguments, off any terminal. */
  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), 0);
    int status = Main.run(console, texts);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
