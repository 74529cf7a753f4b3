package org.lorentznet.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lorentznet.app.console.Console;
import org.lorentznet.app.console.JetProgress;
import org.lorentznet.app.report.SpectraPicture;
import org.lorentznet.app.report.SpectraTable;
import org.lorentznet.data.fetch.DatasetPart;
import org.lorentznet.files.FileReplacement;
import org.lorentznet.jet.JetSource;
import org.lorentznet.jet.JetStream;
import org.lorentznet.jet.Jets;
import org.lorentznet.tagger.JetTagger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what a file holds. */
@Command(
    name = "inspect",
    description = {
      "Tells what a data file or a model holds.",
      "Of jets, also how multiplicity, momentum, mass and the like are distributed in each class, as"
          + " a table and a picture."
    })
public final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A file of jets, a model, or pretrained:NAME.")
  private Path file;

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Draw the distributions of the jets, class by class.")
  private Path plot;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Look at the first N jets only; beware of files that are sorted by class.")
  private Long limit;

  @Mixin private PresetOption preset;
  @Mixin private JsonOption json;

  public InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireUsage();
    json.requireWritable();
    Outputs.requireWritable(plot);
    if (DatasetPart.of(file).isEmpty() && FileKind.of(file).isModel()) {
      if (plot != null || limit != null) {
        throw new ParameterException(
            spec.commandLine(), file + " is a model: --plot and --limit are for jets");
      }
      ModelSummary summary;
      try (JetTagger tagger = Models.open(file, 1)) {
        summary = ModelSummary.of(file, tagger);
      }
      tell(summary.facts());
      json.write(console, summary.toJson());
    } else {
      JetSummary summary = summary(preset.open(List.of(file), console));
      tell(summary.facts());
      json.words(console).println();
      summary.firstJets().lines().forEach(json.words(console)::println);
      json.words(console).println();
      SpectraTable.of(summary.spectra()).lines().forEach(json.words(console)::println);
      json.write(console, summary.toJson());
      draw(summary);
    }
    return 0;
  }

  private void requireUsage() {
    if (limit != null && limit < 1) {
      throw new ParameterException(spec.commandLine(), "--limit " + limit + " is not positive");
    }
    if (plot != null && !plot.toString().endsWith(".png")) {
      throw new ParameterException(spec.commandLine(), "--plot " + plot + ": a .png is drawn");
    }
  }

  private JetSummary summary(JetSource source) {
    JetSummary summary = new JetSummary(source.schema());
    long left = limit == null ? Long.MAX_VALUE : limit;
    long total = Math.min(left, source.schema().jets().orElse(0));
    try (JetProgress progress = console.progress("reading", total);
        JetStream stream = source.open()) {
      for (Jets block = stream.next(); block != null; block = left > 0 ? stream.next() : null) {
        Jets kept = block.size() <= left ? block : block.slice(0, (int) left);
        summary.add(kept);
        left -= kept.size();
        progress.add(kept.size());
      }
    }
    return summary;
  }

  private void tell(Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
    facts.forEach((name, value) ->
        json.words(console).println(name + " ".repeat(width - name.length() + 2) + value));
  }

  private void draw(JetSummary summary) {
    if (plot != null) {
      byte[] png = new SpectraPicture(file.toString(), summary.spectra()).png();
      FileReplacement.write(plot, out -> out.write(png));
      json.words(console).println("picture: " + plot);
    }
  }
}
