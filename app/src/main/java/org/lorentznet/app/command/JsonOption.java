package org.lorentznet.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.lorentznet.app.console.Console;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where machine-readable results go. */
final class JsonOption {
  private static final String STANDARD_OUTPUT = "-";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the results as JSON; - is standard output.")
  private String target;

  /** Checks before the work that the file can be written. */
  void requireWritable() {
    if (target != null && !target.equals(STANDARD_OUTPUT)) {
      Outputs.requireWritable(Path.of(target));
    }
  }

  /** Where words for people go: to standard error where standard output is for the JSON. */
  PrintWriter words(Console console) {
    return STANDARD_OUTPUT.equals(target) ? console.err() : console.out();
  }

  /** Writes the results where they were asked for. */
  void write(Console console, Map<String, Object> results) {
    if (target == null) {
      return;
    }
    String text = JSON.writeValueAsString(results);
    if (target.equals(STANDARD_OUTPUT)) {
      console.out().println(text);
    } else {
      Outputs.write(Path.of(target), text + "\n");
    }
  }
}
