package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: jets from any readable layout to a writable one. */
@Command(name = "convert", description = "Writes jets anew in another layout.")
public final class ConvertCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The jets; several files become one.")
  private List<Path> files;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The new file, as the extension says: parquet (the project's columnar file), npz (padded"
              + " four-momenta), h5 (lgn) or csv (a line a constituent).")
  private Path out;

  @Mixin private PresetOption preset;

  public ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Outputs.requireWritable(out);
    JetSource source = preset.open(files, console);
    long jets = 0;
    long constituents = 0;
    try (JetWriter writer = JetFiles.create(out, source.schema())) {
      try (JetProgress progress = console.progress("converting", source.schema().jets().orElse(0));
          JetStream stream = source.open()) {
        for (Jets block = stream.next(); block != null; block = stream.next()) {
          writer.write(block);
          jets += block.size();
          constituents += block.constituents();
          progress.add(block.size());
        }
      }
      writer.commit();
    }
    console.out().println(out + ": " + jets + " jets, " + constituents + " constituents");
    return 0;
  }
}
