package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.data.JetFiles;
import org.lorentznet.data.jets.JetWriter;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: jets from any readable layout to a writable one. */
@Command(
    name = "convert",
    description = {
      "Writes jets anew in another layout.",
      "What was written is read back before it takes its name, and its values are compared by"
          + " their digest, which is printed."
    })
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
    FileReplacement.removeAbandoned(out);
    JetSource source = preset.open(files, console);
    try (JetWriter writer = JetFiles.create(out, source.schema())) {
      Conversion done = Conversion.run(source, writer, console);
      console
          .out()
          .printf(
              "%s: %d jets, %d constituents, %s%s%n",
              out,
              done.jets(),
              done.constituents(),
              done.digest(),
              done.checked() ? ", read back and found the same" : "");
    }
    return 0;
  }
}
