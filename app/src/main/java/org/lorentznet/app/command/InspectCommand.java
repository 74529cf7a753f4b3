package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.model.ModelFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code inspect}: what a file holds. */
@Command(name = "inspect", description = "Tells what a data file or a model holds.")
public final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "A file of jets, or a model.")
  private Path file;

  @Mixin private PresetOption preset;
  @Mixin private JsonOption json;

  public InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    json.requireWritable();
    if (FileKind.of(file) == FileKind.SAFETENSORS) {
      ModelSummary summary = new ModelSummary(file.toString(), ModelFile.read(file));
      tell(summary.facts());
      json.write(console, summary.toJson());
    } else {
      JetSummary summary = summary(preset.open(List.of(file), console));
      tell(summary.facts());
      json.write(console, summary.toJson());
    }
    return 0;
  }

  private JetSummary summary(JetSource source) {
    JetSummary summary = new JetSummary(source.schema());
    try (JetProgress progress = console.progress("reading", source.schema().jets().orElse(0));
        JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = stream.next()) {
        summary.add(block);
        progress.add(block.size());
      }
    }
    return summary;
  }

  private void tell(Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) ->
        json.words(console).println(name + " ".repeat(width - name.length() + 2) + value));
  }
}
